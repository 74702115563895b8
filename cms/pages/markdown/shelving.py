"""The texts of a tree on disk instead of in memory: those of a page are read when they are asked for, and let go."""

import json
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, overload

from cms.pages.markdown.source import Block, DocumentRef, ImageRef, Link, SourcePage

KINDS: dict[str, type[ImageRef | DocumentRef | Link]] = {"image": ImageRef, "document": DocumentRef, "link": Link}
NAMES = {kind: name for name, kind in KINDS.items()}
#: Names a reference; it begins with a character that Unicode keeps for a program's own use.
MARK = "\ufdd0reference"


class Shelf:
    """A file that has no name and goes with the process, however that ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- it is open as long as the shelf is there
        weakref.finalize(self, self._file.close)

    def keep(self, page: SourcePage) -> None:
        """Lay the text of a page and its links on the shelf; which files it names is remembered."""
        named = page.references
        page.blocks = _Blocks(self, *self._put(list(page.blocks)))
        page.links = _Links(self, *self._put(dict(page.links)))
        page.references = named

    def take(self, start: int, size: int) -> Any:
        """Return what was stored there."""
        self._file.seek(start)
        return json.loads(self._file.read(size), object_hook=_read)

    def _put(self, value: Any) -> tuple[int, int]:
        data = json.dumps(value, default=_written).encode()
        start = self._file.seek(0, 2)
        self._file.write(data)
        return start, len(data)


class _Shelved:
    __slots__ = ("_place",)

    def __init__(self, shelf: Shelf, start: int, size: int) -> None:
        self._place = shelf, start, size

    def _taken(self) -> Any:
        shelf, start, size = self._place
        return shelf.take(start, size)

    def __len__(self) -> int:
        return len(self._taken())


class _Blocks(_Shelved, Sequence[Block]):
    """The blocks of one page."""

    def __iter__(self) -> Iterator[Block]:
        return iter(self._taken())

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        found: Block | Sequence[Block] = self._taken()[index]
        return found


class _Links(_Shelved, Mapping[str, Link]):
    """The links of one page, by their keys."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._taken())

    def __getitem__(self, key: str) -> Link:
        link: Link = self._taken()[key]
        return link


def _written(value: Any) -> dict[str, Any]:
    return {MARK: NAMES[type(value)], **asdict(value)}


def _read(values: dict[str, Any]) -> Any:
    kind = values.pop(MARK, "")
    return KINDS[kind](**values) if kind else values
