"""The texts of a tree on disk instead of in memory: a page's blocks are read when they are asked for, and let go."""

import json
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from typing import Any, overload

from cms.pages.markdown.source import Block, DocumentRef, ImageRef

KINDS: dict[str, type[ImageRef | DocumentRef]] = {"image": ImageRef, "document": DocumentRef}
#: Names a reference; it begins with a character that Unicode keeps for a program's own use.
MARK = "\ufdd0reference"


class Shelf:
    """A file that has no name and goes with the process, however that ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- it is open as long as the shelf is there
        weakref.finalize(self, self._file.close)

    def put(self, blocks: Sequence[Block]) -> "Shelved":
        """Store the blocks of a page."""
        data = json.dumps(list(blocks), default=_written).encode()
        start = self._file.seek(0, 2)
        self._file.write(data)
        return Shelved(self, start, len(data))

    def take(self, start: int, size: int) -> list[Block]:
        """Return what was stored there."""
        self._file.seek(start)
        blocks: list[Block] = json.loads(self._file.read(size), object_hook=_read)
        return blocks


class Shelved(Sequence[Block]):
    """The blocks of one page, which lie on a shelf."""

    def __init__(self, shelf: Shelf, start: int, size: int) -> None:
        self._place = shelf, start, size

    def __iter__(self) -> Iterator[Block]:
        shelf, start, size = self._place
        return iter(shelf.take(start, size))

    def __len__(self) -> int:
        return sum(1 for _block in self)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | Sequence[Block]:
        return list(self)[index]


def _written(value: Any) -> dict[str, str]:
    if isinstance(value, DocumentRef):
        return {MARK: "document", "path": value.path, "title": value.title}
    if isinstance(value, ImageRef):
        return {MARK: "image", "path": value.path}
    raise TypeError(type(value))


def _read(values: dict[str, Any]) -> Any:
    kind = values.pop(MARK, "")
    return KINDS[kind](**values) if kind else values
