"""The words of a body as it is stored: its text, headings, links and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

#: Blocks whose words are no sentences.
NO_PROSE = {"code", "table", "typed_table"}
PARAGRAPHS = {"p", "li", "h2", "h3", "h4", "br", "hr", "td", "th"}


@dataclass
class Link:
    """A link in rich text: the words that carry it, and where it leads."""

    text: str = ""
    page: int | None = None
    href: str = ""
    kind: str = ""


@dataclass
class Words:
    """What a body holds, as far as the checks ask for it."""

    paragraphs: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)


class _RichText(HTMLParser):
    """Reads one piece of rich text into words."""

    def __init__(self, words: Words, *, is_prose: bool) -> None:
        super().__init__()
        self.words, self.is_prose, self.link, self.text = words, is_prose, None, ""

    def handle_starttag(self, tag, attrs):
        if tag in PARAGRAPHS:
            self.end_paragraph()
        if tag == "a":
            given = {name: value or "" for name, value in attrs}
            number = given.get("id", "")
            is_page = given.get("linktype") == "page" and number.isdecimal()
            self.link = Link(
                page=int(number) if is_page else None, href=given.get("href", ""), kind=given.get("linktype", "")
            )
            self.words.links.append(self.link)

    def handle_endtag(self, tag):
        if tag in PARAGRAPHS:
            self.end_paragraph()
        if tag == "a":
            self.link = None

    def handle_data(self, data):
        self.text += data
        if self.link is not None:
            self.link.text += data

    def end_paragraph(self):
        if self.is_prose and self.text.strip():
            self.words.paragraphs.append(" ".join(self.text.split()))
        self.text = ""


def words_of(body: Any) -> Words:
    """Read a body in its stored form; blocks of any kind and depth, those of rooms to come too."""
    words = Words()
    for block in body.raw_data if body else ():
        if block["type"] == "heading":
            _read_heading(block["value"], words)
        else:
            _read(block["value"], words, is_prose=block["type"] not in NO_PROSE)
    return words


def _read_heading(value: dict[str, Any], words: Words) -> None:
    level = str(value.get("level", "2"))
    words.headings.append((int(level) if level.isdecimal() else 2, str(value.get("text", ""))))


def _read(value: Any, words: Words, *, is_prose: bool) -> None:
    if isinstance(value, dict) and "alt_text" in value and "image" in value:
        words.pictures.append(value)
    elif isinstance(value, dict) and value.get("type") == "heading":
        _read_heading(value["value"], words)
    elif isinstance(value, dict | list):
        for part in _parts(value):
            _read(part, words, is_prose=is_prose)
    elif isinstance(value, str) and "<" in value:
        reader = _RichText(words, is_prose=is_prose)
        reader.feed(value)
        reader.close()
        reader.end_paragraph()


def _parts(value: dict[str, Any] | list[Any]) -> Iterator[Any]:
    yield from value.values() if isinstance(value, dict) else value
