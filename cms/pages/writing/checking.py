"""What a reader of the file would make of it: the text is converted again, and compared with what was meant."""

import json
import re
from collections.abc import Collection, Mapping
from html import escape
from pathlib import Path
from typing import Any

from cms.pages.markdown.converting import convert
from cms.pages.markdown.files import FileFinder
from cms.pages.markdown.nodes import parse
from cms.pages.markdown.resolving import PLACEHOLDER
from cms.pages.markdown.source import DocumentRef, FileRefusedError, ImageRef, Link, MovedFile
from cms.pages.writing.inline import html_of

#: The kinds of blocks that hold rich text, and what in them is none.
RICH = frozenset({"paragraph", "callout", "quote", "table"})
PLAIN = frozenset({"title", "source", "heading", "kind", "type"})
Shape = list[tuple[str, Any]]


class NamedFiles(FileFinder):
    """Finds the files that are written beside the pages, before they are."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(Path())
        self.names = names

    def find(self, target: str, source: str) -> str | None:
        """Return the name when it is one of ours."""
        return target if target in self.names else None


def reads_as(text: str, meant: Shape, files: Collection[str], title: str) -> bool:
    """Say whether a piece of Markdown becomes these blocks."""
    try:
        page = convert(text, "page.md", "page", title, NamedFiles(files))
    except FileRefusedError:
        return False
    if isinstance(page, MovedFile):
        return False
    read = [(block["type"], _plain(block["value"], page.links, block["type"] in RICH)) for block in page.blocks]
    return _same(read) == _same(meant) and not any("leads nowhere" in note.text for note in page.notes)


def _same(shape: Shape) -> str:
    return json.dumps([[kind, value] for kind, value in shape], sort_keys=True)


def _plain(value: Any, links: Mapping[str, Link], is_rich: bool) -> Any:
    if isinstance(value, str):
        shown = PLACEHOLDER.sub(lambda found: _anchor(found, links), value)
        return normal(shown) if is_rich and "<" in value else value
    if isinstance(value, ImageRef | DocumentRef):
        return value.path
    if isinstance(value, dict):
        rich = (name not in PLAIN and is_rich for name in value)
        return {
            name: _plain(item, links, each)
            for (name, item), each in zip(value.items(), rich, strict=True)
            if name != "id"
        }
    return [_plain(item, links, is_rich) for item in value] if isinstance(value, list) else value


def _anchor(found: re.Match[str], links: Mapping[str, Link]) -> str:
    return f'<a href="{escape(links[found[1]].target)}">{found[2]}</a>'


def normal(html: str) -> str:
    """Return rich text in one spelling."""
    return html_of(parse(html).children)
