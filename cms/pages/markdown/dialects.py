"""How the dialects of Markdown write what has no common form: one small class each, switched on for every file.

To teach the import another dialect, give it a class with `switch_on` and name it in `DIALECTS`. What a dialect does not
know is left to the words of the file, so that readers see what was written.
"""

import re
from typing import Protocol

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from cms.pages.markdown.callouts import CALLOUT_KINDS

#: What may interrupt a paragraph, a list or a quote.
INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
CONTAINER = re.compile(r"^\s*(?P<kind>[\w-]+)\s*(?:\[(?P<bracketed>[^\]]*)\])?(?P<title>[^{]*)(?:\{.*\})?\s*$")
CONTAINER_LINE = re.compile(r"^:{3,}\s*([A-Za-z][\w-]*)")
TAB = re.compile(r'^===[!+]?[ \t]+(["\'])(?P<title>.+)\1[ \t]*$')
TAB_INDENT = 4


class Dialect(Protocol):
    """What a site generator adds to Markdown."""

    def switch_on(self, parser: MarkdownIt) -> None:
        """Teach a parser to read this dialect."""


class Containers:
    """Docusaurus and VuePress: `:::note`, `:::warning[Title]`, `::: tip Title`."""

    def switch_on(self, parser: MarkdownIt) -> None:
        """Read the kinds that are callouts; another kind stays as it is written, and is listed."""
        parser.use(container_plugin, "callout", validate=_is_callout)
        parser.block.ruler.after("container_callout", "unknown_container", _note_unknown_container, INTERRUPTS)


class Admonitions:
    """MkDocs: `!!! note "Title"`, and `???` or `???+` for those that fold."""

    def switch_on(self, parser: MarkdownIt) -> None:
        """Read them all alike: a page shows what could be folded."""
        parser.use(admon_plugin)


class ContentTabs:
    """MkDocs: `=== "Title"` with its text indented below."""

    def switch_on(self, parser: MarkdownIt) -> None:
        """Read each tab as its title in bold, and its text below."""
        parser.block.ruler.before("table", "content_tab", _read_tab, INTERRUPTS)


class Notes:
    """Footnotes (`[^1]`), which stand at the end of the page."""

    def switch_on(self, parser: MarkdownIt) -> None:
        """Read them without the jumps there and back, which rich text does not hold."""
        parser.use(footnote_plugin, inline=False)


class Definitions:
    """Lists of terms, each with `: what it means` on the next line."""

    def switch_on(self, parser: MarkdownIt) -> None:
        """Read terms as bold words above their meaning."""
        parser.use(deflist_plugin)


DIALECTS: tuple[Dialect, ...] = (Containers(), Admonitions(), ContentTabs(), Notes(), Definitions())


def kind_and_title(info: str) -> tuple[str, str]:
    """Return what kind of callout a line after `:::` asks for, and its title."""
    found = CONTAINER.match(info)
    if found is None:
        return "", ""
    title = found["bracketed"] or found["title"].strip()
    return found["kind"].lower(), title.strip().strip("\"'").strip()


def _is_callout(info: str, *_args: object) -> bool:
    return kind_and_title(info)[0] in CALLOUT_KINDS


def _note_unknown_container(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """List a container that nobody knows, and leave its words to the other rules."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = CONTAINER_LINE.match(line)
    if found and not silent and not state.is_code_block(start) and found[1].lower() not in CALLOUT_KINDS:
        scanned = state.env["scanned"]
        state.env["note"](scanned.line(start), _("Unknown syntax: %(source)s") % {"source": scanned.plain(line)[:120]})
    return False


def _read_tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = TAB.match(line)
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    _push_title(state, found["title"], start)
    indent = state.sCount[start] + TAB_INDENT
    stop = start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= indent):
        stop += 1
    saved = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax = indent, stop
    state.md.block.tokenize(state, start + 1, stop)
    state.blkIndent, state.lineMax, state.parentType = saved
    state.line = stop
    return True


def _push_title(state: StateBlock, title: str, line: int) -> None:
    state.push("tab_title_open", "dt", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = title, [line, line + 1], []
    state.push("tab_title_close", "dt", -1)
