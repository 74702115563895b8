"""Markdown to clean HTML, with the tags of `scanning` put in their places."""

import re
from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from cms.pages.markdown.callouts import CalloutTag
from cms.pages.markdown.cleaning import SILENT_TAGS, clean, refusal, refused_scheme
from cms.pages.markdown.dialects import DIALECTS, INTERRUPTS
from cms.pages.markdown.nodes import DEEPEST, refuse_depth
from cms.pages.markdown.rendering import Renderer
from cms.pages.markdown.scanning import CLOSE_MARK, MARK, OPEN_MARK, Scan
from cms.pages.markdown.source import FileRefusedError

MOST_BRACKETS = 5_000
HEADING_NAME = re.compile(r"\s*\{:?\s*#+([^}\s]+)[^}]*\}\s*$")
ATTRIBUTE_LIST = re.compile(r"\{:[^{}\n]*\}|\{[.#][\w-][^{}\n]*\}")
TASK = re.compile(r"^\[([ xX])\]\s+")

OWN_RULES = (
    "container_callout_open",
    "container_callout_close",
    "admonition_open",
    "admonition_close",
    "footnote_ref",
    "footnote_block_open",
    "footnote_block_close",
    "footnote_open",
    "footnote_close",
    "footnote_anchor",
)
SILENT_OPENING = re.compile(rf"<(?:{'|'.join(sorted(SILENT_TAGS))})\b[^>]*(?<!/)>", re.IGNORECASE)
SILENT_CLOSING = re.compile(rf"</(?:{'|'.join(sorted(SILENT_TAGS))})\b", re.IGNORECASE)
Noter = Callable[[int, str], None]
Test = Callable[[Token], bool]


class Markup:
    """Turns the texts of one file into HTML."""

    def __init__(self, scanned: Scan, note: Noter) -> None:
        self.scanned = scanned
        self.note = note

    def html(self) -> str:
        """Return the clean HTML of the text."""
        parser = _parser()
        environment = {"markup": self, "scanned": self.scanned, "note": self.note}
        try:
            tokens = parser.parse(self.scanned.text, environment)
            return clean(parser.renderer.render(tokens, parser.options, environment))
        except RecursionError as error:
            raise refuse_depth() from error

    def refuse_address(self, token: Token, name: str) -> None:
        """Take an address off that a browser must not follow, and say so."""
        scheme = refused_scheme(self.scanned.url(str(token.attrs.get(name) or "")))
        if scheme:
            self.note(token.meta["line"], refusal(scheme))
            token.attrs.pop(name)


def _markup(environment: EnvType) -> Markup:
    markup: Markup = environment["markup"]
    return markup


class _Parser(MarkdownIt):
    """Addresses are judged later, when what their tags stand for is known; they are kept as they were written until then."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 -- the library's name
        return url


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": True, "maxNesting": 10_000}, renderer_cls=Renderer)
    parser.enable(["table", "strikethrough"])
    for dialect in DIALECTS:
        dialect.switch_on(parser)
    writer = parser.renderer
    for name in OWN_RULES:
        # The plugins put their own writers in front of ours.
        writer.rules[name] = getattr(writer, name)  # type: ignore[attr-defined]
    for name, rule in (("depth", _refuse_depth), ("tag", _read_callout)):
        parser.block.ruler.before("table", name, rule, INTERRUPTS)
    parser.inline.add_terminator_char(OPEN_MARK)
    parser.inline.ruler.before("text", "tag", _read_mark)
    parser.inline.ruler.before("tag", "size", _refuse_size)
    parser.core.ruler.push("finish", _finish)
    return parser


# --- rules ------------------------------------------------------------------------------------------------------------


def _refuse_depth(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    if state.level > DEEPEST:
        raise refuse_depth()
    return False


def _refuse_size(state: StateInline, _silent: bool) -> bool:
    """Refuse a single paragraph that would take minutes to read; asked once, at its beginning."""
    if state.pos == 0 and state.src.count("[") > MOST_BRACKETS:
        raise FileRefusedError(_("One paragraph holds more than %(limit)d square brackets.") % {"limit": MOST_BRACKETS})
    if state.level > DEEPEST:
        raise refuse_depth()
    return False


def _read_mark(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != OPEN_MARK:
        return False
    found = MARK.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("tag", "", 0)
        token.content = found.group()
    state.pos = found.end()
    return True


def _read_callout(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read from a line that begins with a callout's tag to the line with its end."""
    begin, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    found = MARK.match(state.src, begin, stop)
    scanned = _markup(state.env).scanned
    marked = scanned.mark(found.group(1)) if found else None
    if found is None or marked is None or not marked.opens or state.is_code_block(start):
        return False
    closing = f"{OPEN_MARK}{marked.partner}{CLOSE_MARK}"
    last = next((line for line in range(start, end) if closing in _line(state, line)), None)
    if last is None:
        return False
    if silent:
        return True
    meaning = marked.meaning
    assert isinstance(meaning, CalloutTag)  # noqa: S101 -- only callouts have partners
    _push_callout(state, "open", start, meaning.kind(marked.tag), scanned.plain(meaning.title(marked.tag)))
    rest = _tokenize_inside(state, start, last, found.end(), closing)
    _push_callout(state, "close", last)
    if rest.strip():
        _push_paragraph(state, rest.strip(), last)
    state.line = last + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


def _push_callout(state: StateBlock, which: str, line: int, kind: str = "", title: str = "") -> None:
    token = state.push(f"container_callout_{which}", "section", 1 if which == "open" else -1)
    token.map = [line, line + 1]
    token.info = f"{kind} {title}"
    token.block = True


def _push_paragraph(state: StateBlock, content: str, line: int) -> None:
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _tokenize_inside(state: StateBlock, start: int, last: int, after_opening: int, closing: str) -> str:
    """Read what stands between the tags, and return what follows the end on its line."""
    saved = _measures(state, start, last)
    closes_at = state.src.index(closing, max(state.bMarks[last], after_opening if last == start else 0))
    rest = state.src[closes_at + len(closing) : state.eMarks[last]]
    text = state.src[after_opening : closes_at if last == start else state.eMarks[start]]
    state.bMarks[start] = after_opening
    state.tShift[start] = len(text) - len(text.lstrip()) if text.strip() else len(text)
    state.sCount[start] = state.blkIndent
    state.eMarks[last] = closes_at
    state.lineMax, state.parentType = last + 1, "container"
    state.md.block.tokenize(state, start, last + 1)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.eMarks[last] = saved[:4]
    state.lineMax, state.parentType = saved[4:]
    return rest


def _measures(state: StateBlock, start: int, last: int) -> tuple[int, int, int, int, int, str]:
    """Return what reading inside a callout changes, to put it back afterwards."""
    marks = (state.bMarks[start], state.tShift[start], state.sCount[start], state.eMarks[last])
    return (*marks, state.lineMax, state.parentType)


def _finish(state: StateCore) -> None:
    """Note on links and pictures which line they came from, name headings, and draw boxes of task lists."""
    markup = _markup(state.env)
    state.tokens = list(_without(state.tokens, _is_title_open, _is_title_close))
    for position, token in enumerate(state.tokens):
        line = markup.scanned.line(token.map[0]) if token.map else 0
        token.meta["line"] = line
        if token.type != "inline" or token.children is None:
            continue
        previous = state.tokens[position - 1]
        if previous.type == "heading_open":
            _name_heading(previous, token.children)
        if position > 1 and state.tokens[position - 2].type == "list_item_open":
            _draw_box(token.children)
        _number_lines(token.children, markup, token.map[0] if token.map else 0)
        token.children = list(_without(token.children, _is_silent_open, _is_silent_close))


def _name_heading(heading: Token, children: list[Token]) -> None:
    texts = [child for child in children if child.type == "text"]
    found = HEADING_NAME.search(texts[-1].content) if texts and texts[-1] is children[-1] else None
    if found:
        heading.attrSet("id", found.group(1))
        texts[-1].content = texts[-1].content[: found.start()]


def _draw_box(children: list[Token]) -> None:
    first = children[0] if children else None
    found = TASK.match(first.content) if first is not None and first.type == "text" else None
    if first is not None and found:
        box = "\u2610" if found.group(1) == " " else "\u2611"
        first.content = f"{box} {first.content[found.end() :]}"


def _number_lines(children: Sequence[Token], markup: Markup, first: int) -> None:
    index = first
    for child in children:
        child.meta["line"] = markup.scanned.line(index)
        index += child.type in {"softbreak", "hardbreak"}
        if child.type == "text":
            child.content = ATTRIBUTE_LIST.sub("", child.content)
        if child.type in {"link_open", "image"}:
            child.attrSet("data-line", str(child.meta["line"]))
            markup.refuse_address(child, "href" if child.type == "link_open" else "src")


def _without(tokens: Sequence[Token], opens: Test, closes: Test) -> Iterator[Token]:
    """Yield tokens but for those between an opening and its closing; an opening without one hides only itself."""
    last = max((at for at, token in enumerate(tokens) if closes(token)), default=-1)
    hidden = False
    for at, token in enumerate(tokens):
        hidden = hidden or (opens(token) and at < last)
        if not hidden:
            yield token
        elif closes(token):
            hidden = False


def _is_title_open(token: Token) -> bool:
    return token.type == "admonition_title_open"


def _is_title_close(token: Token) -> bool:
    return token.type == "admonition_title_close"


def _is_silent_open(token: Token) -> bool:
    return token.type == "html_inline" and bool(SILENT_OPENING.match(token.content))


def _is_silent_close(token: Token) -> bool:
    return token.type == "html_inline" and bool(SILENT_CLOSING.match(token.content))
