"""Clean HTML as a tree of plain objects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from cms.pages.markdown.source import FileRefusedError

DEEPEST = 90
VOID = frozenset({"br", "hr", "img"})


@dataclass
class Node:
    """An element; its children are elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def elements(self) -> list["Node"]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator["Node"]:
        """Yield this element and all inside it."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def has(self, tags: frozenset[str]) -> bool:
        """Say whether an element of these kinds is inside."""
        return any(node.tag in tags for child in self.elements() for node in child.walk())

    def text(self) -> str:
        """Return the words inside, pictures by what they show."""
        parts = [child if isinstance(child, str) else child.text() for child in self.children]
        if self.tag == "img":
            return self.attrs.get("alt", "")
        return " " if self.tag == "br" else "".join(parts)

    @property
    def line(self) -> int:
        """Return the line it came from, or 0."""
        value = self.attrs.get("data-line", "")
        return int(value) if value.isdecimal() and len(value) < 9 else 0


def parse(html: str) -> Node:
    """Return the tree of a well-formed piece of HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def refuse_depth() -> FileRefusedError:
    """Return the error for a text that is nested beyond any reader's patience."""
    return FileRefusedError(_("Lists, quotes or tags are nested more than %(depth)d levels deep.") % {"depth": DEEPEST})


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag in VOID:
            return
        self.open.append(node)
        if len(self.open) > DEEPEST:
            raise refuse_depth()

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self.open) - 1, 0, -1):
            if self.open[position].tag == tag:
                del self.open[position:]
                return

    def handle_data(self, data: str) -> None:
        siblings = self.open[-1].children
        if siblings and isinstance(siblings[-1], str):
            siblings[-1] += data
        else:
            siblings.append(data)
