from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.pages.markdown import SiteIndex, SourcePage, SourceTree, Targets, read_tree, resolve_blocks

#: One pixel, enough to be a picture.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Handbook:
    """A directory that a test fills, and the pages that are read from it."""

    def __init__(self, parent: Path) -> None:
        self.parent = parent
        self.directory = parent / "handbook"
        self.directory.mkdir()

    def write(self, **files: str | bytes) -> "Handbook":
        return self.write_files({f"{name}.md": text for name, text in files.items()})

    def write_files(self, files: dict[str, str | bytes]) -> "Handbook":
        for name, content in files.items():
            path = self.directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def read(self) -> SourceTree:
        return read_tree(self.directory)

    def page(self, path: str) -> SourcePage:
        return next(page for page in self.read().pages() if page.path == path)

    def blocks(self, path: str) -> list[dict[str, Any]]:
        """Return the stored form of a page; pages, pictures and documents are numbered in their order."""
        tree = self.read()
        pages = list(tree.pages())
        numbers = [
            {name: number for number, name in enumerate(dict.fromkeys(names), 1)}
            for names in (
                [page.path for page in pages],
                [name for page in pages for name in page.image_paths],
                [name for page in pages for name in page.document_titles],
            )
        ]
        page = next(page for page in pages if page.path == path)
        return resolve_blocks(SiteIndex(tree), page, Targets(*numbers))


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    return Handbook(tmp_path)


@pytest.fixture
def blocks_of(handbook: Handbook) -> Callable[[str], list[tuple[str, Any]]]:
    """Return a function from Markdown to (type, value) pairs."""

    def read(text: str) -> list[tuple[str, Any]]:
        handbook.write(page=text)
        return [(block["type"], block["value"]) for block in handbook.blocks("page.md")]

    return read


@pytest.fixture
def notes_of(handbook: Handbook) -> Callable[[str], list[tuple[int, str]]]:
    def read(text: str) -> list[tuple[int, str]]:
        return [(note.line, note.text) for note in handbook.write(page=text).page("page.md").notes]

    return read
