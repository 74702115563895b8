"""What a page's body consists of, known without unpacking it: read once for each version and kept."""

from typing import Any, NamedTuple

from cms.pages.models import ContentPage
from cms.pages.pictures import documents_in, images_in
from themes.kept import kept

KEPT_FOR = 60 * 60  # seconds


class TocEntry(NamedTuple):
    """A heading of the page, for the list "On this page"."""

    id: str
    label: str
    level: int = 2


class Outline(NamedTuple):
    """The parts of a body. `version` names what was outlined, as plain data."""

    version: list[Any]
    toc: list[TocEntry]
    #: The id of each block, and its kind.
    blocks: dict[str, str]
    #: Pictures or documents stand in it, and who may open them is to be asked.
    has_files: bool


def version_of(page: ContentPage) -> list[Any]:
    """Return the plain data that change whenever what readers see of a live page changes."""
    return [page.pk, page.live_revision_id, str(page.last_published_at)]


def outline_of(page: ContentPage, *, is_preview: bool = False) -> Outline:
    """Return the outline of a page."""
    if is_preview or not page.live:
        return _outline(page)
    return kept("outline", version_of(page), lambda: _outline(page), seconds=KEPT_FOR)


def _outline(page: ContentPage) -> Outline:
    return Outline(
        version_of(page),
        toc_of(page),
        {block.id: block.block_type for block in page.body},
        bool(images_in(page.body) or documents_in(page.body)),
    )


def toc_of(page: ContentPage) -> list[TocEntry]:
    """Return the headings of the second level."""
    return [
        TocEntry(block.value["anchor"], block.value["text"])
        for block in page.body
        if block.block_type == "heading" and block.value["level"] == "2" and block.value["anchor"]
    ]
