"""The tree of a page's HTML as a list of blocks: what the editor's rich text cannot hold stands as a block of its own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.markdown.cleaning import BLOCK_TAGS
from cms.pages.markdown.linking import FileContext, is_picture
from cms.pages.markdown.nodes import Node
from cms.pages.markdown.richtext import Content, has_words, plain_text, rich_text, split_at_pictures
from cms.pages.markdown.source import Block, DocumentRef, FileRefusedError

FLOW_TAGS = BLOCK_TAGS | {"section"}
#: Whose names are names of a part, not of the words inside.
CONTAINERS = frozenset({"div", "section", "details", "ul", "ol", "table", "dl", "figure", "blockquote"})
SHORT = 255
MOST_BLOCKS = 5_000
LONE_LINK = re.compile(r'<a data-ref="(\w+)">(.*?)</a>', re.DOTALL)

#: Makes blocks of one element.
Reader = Callable[["BlockBuilder", Node], None]


@dataclass
class Page:
    """What the builders of one page share: its title, and which names lead to which heading."""

    title: str = ""
    anchors: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    waiting_names: list[str] = field(default_factory=list)
    last_anchor: str = ""

    def settle_names(self) -> None:
        """Give names with no heading right below them to the heading above."""
        for name in self.waiting_names:
            self.anchors.setdefault(name, self.last_anchor)
        self.waiting_names = []

    def take_anchor(self, wanted: str) -> str:
        """Return an anchor that no other heading has."""
        anchor = wanted
        while anchor in self.taken:
            self.taken[wanted] += 1
            anchor = f"{wanted}-{self.taken[wanted]}"
        self.taken[anchor] = 0
        return anchor


class BlockBuilder:
    """Walks a tree once and collects blocks; made anew for what stands inside a quote, a callout or a cell.

    `readers` says for each tag how an element becomes blocks; `elements.block_builder` knows them all.
    """

    def __init__(self, context: FileContext, page: Page, readers: Mapping[str, Reader]) -> None:
        self.context = context
        self.page = page
        self.readers = readers
        self.blocks: list[Block] = []
        self.text: list[str] = []

    def build(self, root: Node) -> list[Block]:
        """Return the blocks of a whole page."""
        self.flow(root.children)
        self.page.settle_names()
        return self.finish()

    def finish(self) -> list[Block]:
        """Close the text that is being written, and return all blocks."""
        if self.text:
            self.blocks.append({"type": "paragraph", "value": "".join(self.text)})
            self.text = []
        return self.blocks

    def add(self, kind: str, value: Any) -> None:
        """Add a block that is no running text."""
        if kind != "heading":
            self.page.settle_names()
        self.finish().append({"type": kind, "value": value})
        if len(self.blocks) > MOST_BLOCKS:
            raise FileRefusedError(
                _("The page has more than %(limit)d parts. Split it into several pages.") % {"limit": MOST_BLOCKS}
            )

    def write(self, html: str) -> None:
        """Add a paragraph, list or line to the running text."""
        if html:
            self.page.settle_names()
            self.text.append(html)

    def last_block(self, kind: str) -> Block | None:
        """Return the last block when it is of this kind and nothing was written after it."""
        last = self.blocks[-1] if self.blocks and not self.text else None
        return last if last and last["type"] == kind else None

    def inside(self, children: Content) -> list[Block]:
        """Return the blocks of what stands inside an element."""
        builder = BlockBuilder(self.context, self.page, self.readers)
        builder.flow(children)
        return builder.finish()

    def flow(self, children: Content) -> None:
        """Read children in their order; loose words make a paragraph."""
        loose: list[Node | str] = []
        for child in children:
            if isinstance(child, str) or (child.tag not in FLOW_TAGS and not child.has(FLOW_TAGS)):
                loose.append(child)
                continue
            self.paragraph(loose)
            loose = []
            self._read(child)
        self.paragraph(loose)

    def _read(self, node: Node) -> None:
        if node.tag in CONTAINERS:
            self.remember_name(node)
        reader = self.readers.get(node.tag)
        if reader is not None:
            reader(self, node)
        else:
            self.flow(node.children)

    def remember_name(self, node: Node) -> None:
        """Remember a name that addresses may use for this place."""
        names = (node.attrs.get("id"), node.attrs.get("name"))
        self.page.waiting_names.extend(name for name in names if name)

    def remember_names(self, children: Content) -> None:
        """Remember all names inside running text."""
        for child in children:
            if isinstance(child, Node):
                for inner in child.walk():
                    self.remember_name(inner)

    def paragraph(self, children: Content, prefix: str = "") -> None:
        """Write inline children; a picture among them stands on its own."""
        self.remember_names(children)
        for part in split_at_pictures(children):
            if isinstance(part, Node):
                self._read(part)
                continue
            html = rich_text(part, self.context)
            if has_words(html) and not self._offer_document(part, html):
                self.write(f"<p>{prefix}{html}</p>")
                prefix = ""

    def _offer_document(self, part: Content, html: str) -> bool:
        """Offer a file as a block when its link is all that a paragraph says."""
        found = LONE_LINK.fullmatch(html)
        link = self.context.links.get(found.group(1)) if found else None
        if link is None or link.kind != "file" or is_picture(link.target):
            return False
        item = {"type": "item", "value": DocumentRef(link.target, plain_text(Node("p", {}, list(part)))[:SHORT])}
        last = self.last_block("documents")
        if last:
            last["value"]["documents"].append(item)
        else:
            self.add("documents", {"title": "", "documents": [item]})
        return True

    def keep_links(self, node: Node) -> None:
        """Write below an element that becomes plain words the links and pictures that were in it."""
        for inner in node.walk():
            if inner.tag == "img":
                self._read(inner)
            elif inner.tag == "a" and inner.attrs.get("href", "#")[:1] != "#":
                self.paragraph([inner])
