"""What the readers produce: plain data, ready for JSON but for the references to files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Block = dict[str, Any]


class FileRefusedError(Exception):
    """A file cannot become a page; the message is a sentence for the person who wrote it."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class Problem:
    """A file that did not go in."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True)
class Note:
    """Something in a file that went in, but not quite as it was written."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A picture on disk, named by its path below the parent of the imported directory."""

    path: str


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A linked file on disk that is no picture."""

    path: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was written: where to depends on pages that may not have been read yet."""

    key: str
    kind: str
    target: str
    line: int


@dataclass(frozen=True)
class MovedFile:
    """A file without text that only says where its page went."""

    path: str
    target: str
    addresses: tuple[str, ...] = ()


@dataclass
class SourcePage:
    """One page to be: a file, or a folder with or without a text of its own."""

    path: str
    slug: str
    title: str
    file: str | None = None
    summary: str = ""
    draft: bool = False
    picture: str = ""
    order: float = float("inf")
    #: Its place in a table of contents, which counts before its own number.
    rank: float = float("inf")
    #: Whether its own file says what it is called.
    is_titled: bool = False
    blocks: Sequence[Block] = ()
    links: Mapping[str, Link] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    permalink: str = ""
    redirect_from: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    children: list["SourcePage"] = field(default_factory=list)
    is_folder: bool = False

    def walk(self) -> Iterator["SourcePage"]:
        """Yield this page and all below it, parents first."""
        waiting = [self]
        while waiting:
            page = waiting.pop()
            yield page
            waiting.extend(reversed(page.children))

    @cached_property
    def references(self) -> list[ImageRef | DocumentRef]:
        """Name the files that this page shows, offers or links to; kept, as the text may lie elsewhere."""
        linked = (DocumentRef(link.target) for link in self.links.values() if link.kind == "file")
        return list(dict.fromkeys([*_references(list(self.blocks)), *linked]))

    @property
    def image_paths(self) -> list[str]:
        """Name the pictures this page shows, each once."""
        shown = [ref.path for ref in self.references if isinstance(ref, ImageRef)]
        return list(dict.fromkeys([*filter(None, [self.picture]), *shown]))

    @property
    def document_titles(self) -> dict[str, str]:
        """Name the files this page offers or links to, with the title that it gives them."""
        titles: dict[str, str] = {}
        for ref in self.references:
            if isinstance(ref, DocumentRef):
                titles[ref.path] = titles.get(ref.path) or ref.title
        return titles


@dataclass
class SourceTree:
    """The whole directory: `root` is its own page, whose text is the `index.md` at the top."""

    directory: str
    root: SourcePage
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    moved: list[MovedFile] = field(default_factory=list)
    #: What was noted of files that are no pages, such as a table of contents.
    remarks: list[Note] = field(default_factory=list)

    def pages(self) -> Iterator[SourcePage]:
        """Yield every page, parents before their children."""
        return self.root.walk()

    @property
    def notes(self) -> list[Note]:
        """List what was noted while reading, in the order of the pages."""
        return [*self.remarks, *(note for page in self.pages() for note in page.notes)]


def _references(value: Any) -> Iterator[ImageRef | DocumentRef]:
    if isinstance(value, ImageRef | DocumentRef):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
