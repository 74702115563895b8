"""Take the tags out of a text before Markdown is read, and remember what they were.

Each tag becomes a mark that Markdown takes for an ordinary word, so that it may stand in a link's destination, in a table or in
code alike. Where the mark ends up decides what it shows: in code it becomes again what the writer typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from itertools import islice

from cms.pages.markdown.callouts import CalloutTag
from cms.pages.markdown.shortcodes import KnownShortcode, Shortcode, Tag, shortcode_of
from cms.pages.markdown.variables import read_variable

#: Two characters that Unicode keeps for a program's own use, never for text.
OPEN_MARK, CLOSE_MARK = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{OPEN_MARK}(\\d+){CLOSE_MARK}")
LINKS = re.compile(r"<(a|img) ")
#: Ends that say nothing of their own.
QUIET_ENDS = frozenset({"if", "for", "unless", "case", "capture", "block", "tab", "tabs"})
LONGEST_TAG = 4_000
MOST_ARGUMENTS = 50
DEEPEST_PAIR = 50
OPENER = re.compile(r"\{\{<|\{\{%|\{%|\{\{|%\}")
CLOSERS = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}"}
BLANK_LINE = re.compile(r"\n[ \t]*\n")
NAME = re.compile(r"[-\s]*(/?[\w.-]+)")
ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*(?:=|:(?!//))\s*)?(?:"(?P<double>(?:[^"]|"(?![\s,]|$))*)"|'(?P<single>(?:[^']|'(?![\s,]|$))*)'"""
    r"""|“(?P<curly>[^”]*)”|(?P<bare>[^\s,"']+))"""
)


class Stray(KnownShortcode):
    """Half a tag: a brace that nothing opens or closes."""

    known = False


class Literal(KnownShortcode):
    """A tag inside `raw`: it is meant to be seen, so outside code it is shown as code."""

    def html(self, tag: Tag) -> str:
        """Return the tag as a piece of code."""
        return f"<code>{escape(' '.join(tag.source.split()))}</code>"


STRAY, LITERAL, HIDDEN = Stray(), Literal(), KnownShortcode()


@dataclass
class Marked:
    """One tag that was taken out; the halves of a pair know each other."""

    tag: Tag
    meaning: Shortcode
    partner: int | None = None
    opens: bool = False


@dataclass
class Scan:
    """A text without tags, the tags, and which line of the file each line came from."""

    text: str = ""
    marks: list[Marked] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def line(self, index: int) -> int:
        """Return the file's line for a line of the text (counted from 0)."""
        return self.lines[min(max(index, 0), len(self.lines) - 1)] if self.lines else 1

    def mark(self, number: str | int) -> Marked | None:
        """Return the tag behind a mark."""
        position = int(number)
        return self.marks[position] if position < len(self.marks) else None

    def original(self, text: str) -> str:
        """Return a text with its tags as they were written."""
        return self._replace(text, lambda marked: marked.tag.source, in_code=True)

    def plain(self, text: str) -> str:
        """Return a text with the words that its tags stand for."""
        words = self._replace(text, lambda marked: marked.meaning.text(marked.tag))
        return words.replace("{%", "").replace("%}", "")

    def url(self, text: str) -> str:
        """Return an address with what its tags stand for."""
        return self._replace(text, lambda marked: marked.meaning.url(marked.tag))

    def html(self, text: str) -> str:
        """Return plain text as HTML with its tags as HTML."""
        parts = MARK.split(text)
        shown = [
            self._html(part) if odd else escape(part) for part, odd in zip(parts, _alternate(len(parts)), strict=True)
        ]
        return "".join(shown)

    def shown(self) -> list[Marked]:
        """Return the tags that stood outside code."""
        return [self.marks[number] for number in sorted(self.seen)]

    def _html(self, number: str) -> str:
        marked = self.mark(number)
        if marked is None:
            return ""
        self.seen.add(int(number))
        return LINKS.sub(rf'<\1 data-line="{marked.tag.line}" ', marked.meaning.html(marked.tag))

    def _replace(self, text: str, show: Callable[[Marked], str], *, in_code: bool = False) -> str:
        if OPEN_MARK not in text:
            return text
        found = {int(number) for number in MARK.findall(text) if int(number) < len(self.marks)}
        self.seen |= set() if in_code else found
        return MARK.sub(lambda each: show(marked) if (marked := self.mark(each.group(1))) else "", text)


def _alternate(count: int) -> list[bool]:
    return [bool(position % 2) for position in range(count)]


def scan(text: str, first_line: int = 1) -> Scan:
    """Take all tags out of a text."""
    return _Scanner(text.replace(OPEN_MARK, "\ufffd").replace(CLOSE_MARK, "\ufffd"), first_line).run()


class _Scanner:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.line = first_line
        self.result = Scan(lines=[first_line])
        self.pieces: list[str] = []
        self.open_pairs: list[tuple[str, int]] = []
        self.endless: set[str] = set()

    def run(self) -> Scan:
        position = 0
        while found := OPENER.search(self.text, position):
            self._copy(self.text[position : found.start()])
            position = self._read(found.start(), found.group())
        self._copy(self.text[position:])
        self._give_up(0)
        self.result.text = "".join(self.pieces)
        return self.result

    def _give_up(self, position: int) -> None:
        """Make strays of the callouts that never end."""
        for _name, number in self.open_pairs[position:]:
            self.result.marks[number].meaning = STRAY

    def _copy(self, piece: str) -> None:
        self.pieces.append(piece)
        for _ in range(piece.count("\n")):
            self.line += 1
            self.result.lines.append(self.line)

    def _put(self, tag: Tag, meaning: Shortcode) -> int:
        number = len(self.result.marks)
        self.result.marks.append(Marked(tag, meaning))
        self.pieces.append(f"{OPEN_MARK}{number}{CLOSE_MARK}")
        # The mark stands on one line, whatever the tag did.
        self.line += tag.source.count("\n")
        return number

    def _read(self, start: int, opener: str) -> int:
        """Read one tag and return where the text goes on."""
        content = self._content(start, opener)
        if content is None:
            return self._read_stray(start, opener)
        end = start + len(opener) + len(content) + len(CLOSERS.get(opener, ""))
        source = self.text[start:end]
        if opener == "{{":
            variable = read_variable(content, source, self.line)
            return self._read_stray(start, opener) if variable is None else self._finish(end, *variable)
        return self._read_tag(content, source, end)

    def _finish(self, end: int, tag: Tag, meaning: Shortcode) -> int:
        self._put(tag, meaning)
        return end

    def _content(self, start: int, opener: str) -> str | None:
        """Return what stands between the braces, or None when they are never closed."""
        closer = CLOSERS.get(opener)
        if closer is None:
            return None
        begin = start + len(opener)
        end = self.text.find(closer, begin, begin + LONGEST_TAG)
        if end < 0:
            return None
        content = self.text[begin:end]
        nested = opener == "{%" and "{%" in content
        return None if nested or BLANK_LINE.search(content) else content

    def _read_stray(self, start: int, opener: str) -> int:
        if opener == "{{":
            self._copy("{{")
        else:
            self._put(Tag(opener, opener, self.line), STRAY)
        return start + len(opener)

    def _read_tag(self, content: str, source: str, end: int) -> int:
        name = NAME.match(content)
        if name is None:
            return self._finish(end, Tag(content.strip(), source, self.line), STRAY)
        word = name.group(1)
        args, options = _arguments(content[name.end() :])
        tag = Tag(word, source, self.line, args, options)
        meaning = shortcode_of(word)
        if meaning.body in {"literal", "hidden", "code"}:
            return self._read_enclosed(tag, meaning, end)
        number = self._put(tag, meaning)
        self._pair(number, tag, meaning)
        return end

    def _closing(self, name: str, start: int) -> re.Match[str] | None:
        """Return the end of a tag; a tag that once had none after it has none later on either."""
        if name in self.endless:
            return None
        ending = re.compile(r"\{\{?[%<]-?\s*(?:end|/\s*)" + re.escape(name) + r"\s*-?[%>]\}\}?")
        found = ending.search(self.text, start)
        if found is None:
            self.endless.add(name)
        return found

    def _read_enclosed(self, tag: Tag, meaning: Shortcode, end: int) -> int:
        closing = self._closing(tag.name, end)
        if closing is None:
            return self._finish(end, tag, STRAY)
        inner = self.text[end : closing.start()]
        if meaning.body == "literal":
            self._put(Tag(tag.name, "", tag.line), HIDDEN)
            self._copy_literal(inner)
            return self._finish(closing.end(), Tag(tag.name, "", self.line), HIDDEN)
        whole = tag.source + inner + closing.group()
        return self._finish(closing.end(), Tag(tag.name, whole, tag.line, tag.args, tag.options, inner), meaning)

    def _copy_literal(self, inner: str) -> None:
        """Copy a text in which braces mean nothing, with each tag behind a mark of its own."""
        position = 0
        for found in re.finditer(r"\{[{%].*?[}%]\}|\{%|%\}", inner, re.DOTALL):
            self._copy(inner[position : found.start()])
            self._put(Tag("", found.group(), self.line), LITERAL)
            position = found.end()
        self._copy(inner[position:])

    def _pair(self, number: int, tag: Tag, meaning: Shortcode) -> None:
        """Let the halves of a callout find each other; an end that ends nothing is a stray."""
        if isinstance(meaning, CalloutTag):
            self.open_pairs.append((tag.name, number))
            return
        ended = re.fullmatch(r"(?:end|/)(.+)", tag.name)
        if ended is None:
            return
        # An end far away from its beginning ends nothing: looking back for ever would take for ever.
        names = [name for name, _number in self.open_pairs[-DEEPEST_PAIR:]]
        marked = self.result.marks[number]
        marked.meaning = HIDDEN if ended.group(1) in QUIET_ENDS else STRAY
        if ended.group(1) in names:
            position = len(self.open_pairs) - 1 - names[::-1].index(ended.group(1))
            opening = self.open_pairs[position][1]
            self._give_up(position + 1)
            del self.open_pairs[position:]
            marked.meaning, marked.partner = HIDDEN, opening
            self.result.marks[opening].partner, self.result.marks[opening].opens = number, True


def _arguments(content: str) -> tuple[tuple[str, ...], dict[str, str]]:
    args: list[str] = []
    options: dict[str, str] = {}
    stripped = content.strip().removesuffix("-").removesuffix("/").rstrip()
    for found in islice(ARGUMENT.finditer(stripped), MOST_ARGUMENTS):
        value = next((found[name] for name in ("double", "single", "curly", "bare") if found[name] is not None), "")
        value = " ".join(value.split())
        if found["key"]:
            options[found["key"].lower()] = value
        else:
            args.append(value)
    return tuple(args), options
