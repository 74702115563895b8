"""Where links lead, once all pages are known."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import unquote

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.pages.markdown.source import Block, DocumentRef, ImageRef, Link, MovedFile, Note, SourcePage, SourceTree

PLACEHOLDER = re.compile(r'<a data-ref="(\w+)">(.*?)</a>', re.DOTALL)
ENDINGS = re.compile(r"\.(?:md|markdown|html?)$", re.IGNORECASE)
FOLDER_TEXT = re.compile(r"(?:^|/)(?:_?index|readme)$", re.IGNORECASE)
MOST_MOVES = 5


@dataclass(frozen=True)
class Place:
    """Where a link leads: a page and perhaps an anchor on it, or an address outside; `why` when it is less than asked."""

    page: SourcePage | None = None
    address: str = ""
    anchor: str = ""
    why: str = ""


@dataclass
class LinkReport:
    """What became of the links: how many lead somewhere, and a note for each that does not."""

    resolved: int = 0
    external: int = 0
    unresolved: list[Note] = field(default_factory=list)
    without_anchor: list[Note] = field(default_factory=list)


@dataclass
class Targets:
    """The keys in the database: of pages by their source path, of pictures and documents by their file."""

    pages: Mapping[str, int]
    images: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)


class SiteIndex:
    """Finds pages by all the addresses they have or had; made once for a tree."""

    def __init__(self, tree: SourceTree) -> None:
        self.name = posixpath.basename(tree.root.slug)
        self.by_address: dict[str, SourcePage | MovedFile] = {}
        pages = [(page, url) for page, url in _with_urls(tree.root)]
        self.urls = {page.path: _address(page.permalink) if page.permalink else url for page, url in pages}
        written = [page for page, _url in pages if page.file]
        for page in written:
            self._add(page, [page.path, page.file or "", page.permalink, self.urls[page.path]])
        for moved in tree.moved:
            self._add(moved, [moved.path])
        for page, url in pages:
            self._add(page, [url] if page.file else [])
        for page in written:
            self._add(page, page.redirect_from)
        for moved in tree.moved:
            self._add(moved, moved.addresses)
        for page, url in pages:
            self._add(page, [page.path, url])
        self.by_folded: dict[str, SourcePage | MovedFile] = {}
        for address, item in self.by_address.items():
            self.by_folded.setdefault(_fold(address), item)

    def _add(self, item: SourcePage | MovedFile, addresses: Iterable[str]) -> None:
        for address in addresses:
            if address or (isinstance(item, SourcePage) and item.path == ""):
                self.by_address.setdefault(_address(address), item)

    def place(self, link: Link, page: SourcePage) -> Place:
        """Return where a link on a page leads."""
        if link.kind == "external":
            return Place(address=link.target)
        path, _mark, anchor = link.target.partition("#")
        path = path.partition("?")[0]
        if link.kind == "anchor" or not path:
            return _on_page(page, anchor)
        return self._follow(self._candidates(link.kind, path, page), anchor, 0)

    def _candidates(self, kind: str, path: str, page: SourcePage) -> list[str]:
        """Return the addresses that a path may mean, the likeliest first."""
        path = unquote(path)
        if kind == "page" or path.startswith("/"):
            return self._from_root(path)
        beside = posixpath.join(posixpath.dirname(page.file or page.path), path)
        from_url = posixpath.join("/" + self.urls[page.path], path)
        is_file = path.lower().endswith((".md", ".markdown"))
        likely = [beside, from_url] if is_file else [from_url, beside]
        return [*likely, *self._from_root(path)]

    def _from_root(self, path: str) -> list[str]:
        inside = path.strip("/")
        shorter = inside.removeprefix(f"{self.name}/")
        return [inside] if shorter == inside else [inside, shorter]

    def _follow(self, candidates: list[str], anchor: str, moves: int) -> Place:
        item = self._find(candidates)
        if item is None:
            return Place(why=_("there is no such page"))
        if isinstance(item, SourcePage):
            return _on_page(item, anchor)
        if re.match(r"https?://", item.target):
            return Place(address=item.target)
        if moves >= MOST_MOVES:
            return Place(why=_("it leads in a circle"))
        path, _mark, own_anchor = item.target.partition("#")
        return self._follow(self._from_root(path), anchor or own_anchor, moves + 1)

    def _find(self, candidates: list[str]) -> SourcePage | MovedFile | None:
        for table, key in ((self.by_address, _address), (self.by_folded, lambda path: _fold(_address(path)))):
            for candidate in candidates:
                if (item := table.get(key(candidate))) is not None:
                    return item
        return None


def _with_urls(root: SourcePage) -> Iterable[tuple[SourcePage, str]]:
    waiting = [(root, "")]
    while waiting:
        page, url = waiting.pop()
        yield page, url
        waiting.extend((child, f"{url}/{child.slug}".strip("/")) for child in reversed(page.children))


def _address(path: str) -> str:
    """Return an address in the form in which they are compared: no slashes around it, no ending."""
    normal = posixpath.normpath("/" + path.strip()).strip("/")
    return FOLDER_TEXT.sub("", ENDINGS.sub("", normal)).strip("/")


def _fold(path: str) -> str:
    return re.sub(r"[^\w/]+", "", path.casefold()).replace("_", "")


def _on_page(page: SourcePage, anchor: str) -> Place:
    if not anchor or anchor == "top":
        return Place(page)
    wanted = unquote(anchor)
    for name in (wanted, slugify(wanted)):
        if name in page.anchors:
            return Place(page, anchor=page.anchors[name])
    folded = {_fold(name).replace("/", ""): real for name, real in reversed(page.anchors.items())}
    found = folded.get(_fold(wanted).replace("/", ""))
    if found is None:
        return Place(page, why=_("the page has no part “%(anchor)s”") % {"anchor": wanted[:100]})
    return Place(page, anchor=found)


def check_links(tree: SourceTree, index: SiteIndex | None = None) -> LinkReport:
    """Say for all links of a tree whether they lead somewhere."""
    index = index or SiteIndex(tree)
    report = LinkReport()
    for page in tree.pages():
        for link in page.links.values():
            if link.kind != "file":
                _count(report, page, link, index.place(link, page))
    return report


def _count(report: LinkReport, page: SourcePage, link: Link, place: Place) -> None:
    words = {"target": link.target[:200], "why": place.why}
    if place.page is None and not place.address:
        report.unresolved.append(
            Note(page.path, link.line, _("The link to “%(target)s” was taken off: %(why)s.") % words)
        )
        return
    if place.why:
        report.without_anchor.append(
            Note(page.path, link.line, _("The link to “%(target)s” leads to the whole page: %(why)s.") % words)
        )
    report.external += link.kind == "external"
    report.resolved += link.kind != "external"


def resolve_blocks(index: SiteIndex, page: SourcePage, targets: Targets) -> list[Block]:
    """Return a page's blocks as a StreamField stores them, with all keys in their places."""
    resolver = _Resolver(index, page, targets)
    resolved = ({**block, "value": resolver.value(block["value"])} for block in page.blocks)
    said = [block for block in resolved if resolver.says_something(block)]
    return [block if resolver.is_whole(block) else resolver.in_words(block) for block in said]


class _Resolver:
    def __init__(self, index: SiteIndex, page: SourcePage, targets: Targets) -> None:
        self.index, self.page, self.targets = index, page, targets
        self.links = dict(page.links)

    def value(self, value: Any) -> Any:
        if isinstance(value, str):
            return PLACEHOLDER.sub(self._anchor, value) if "data-ref" in value else value
        if isinstance(value, ImageRef):
            return self.targets.images.get(value.path)
        if isinstance(value, DocumentRef):
            return self.targets.documents.get(value.path)
        if isinstance(value, dict):
            return {name: self.value(item) for name, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def _anchor(self, found: re.Match[str]) -> str:
        link = self.links.get(found.group(1))
        opening = self._opening(link) if link else ""
        return f"{opening}{found.group(2)}</a>" if opening else found.group(2)

    def _opening(self, link: Link) -> str:
        if link.kind == "file":
            key = self.targets.documents.get(link.target)
            return f'<a linktype="document" id="{key}">' if key else ""
        place = self.index.place(link, self.page)
        if place.address:
            return f'<a href="{escape(place.address)}">'
        if place.page is None:
            return ""
        anchor = escape(place.anchor)
        if place.page is self.page:
            return f'<a href="#{anchor}">' if anchor else ""
        key = self.targets.pages.get(place.page.path)
        tail = f' anchor="{anchor}"' if anchor else ""
        return f'<a linktype="page" id="{key}"{tail}>' if key else ""

    def is_whole(self, block: Block) -> bool:
        """Say whether what a block needs is there: a picture that could not be stored is not."""
        return block["type"] != "image" or block["value"]["picture"]["image"] is not None

    def in_words(self, block: Block) -> Block:
        picture = block["value"]
        words = " · ".join(filter(None, [picture["picture"]["alt_text"], picture["caption"]]))
        return {"type": "paragraph", "value": f"<p><i>{escape(words, quote=False)}</i></p>", "id": block["id"]}

    def says_something(self, block: Block) -> bool:
        if block["type"] == "documents":
            items = [item for item in block["value"]["documents"] if item["value"] is not None]
            block["value"]["documents"] = items
            return bool(items)
        if self.is_whole(block):
            return True
        return bool(block["value"]["picture"]["alt_text"] or block["value"]["caption"])
