"""What a page's body consists of, known without unpacking it: read once for each version and kept."""

from collections.abc import Iterator
from math import ceil
from typing import Any, NamedTuple

from cms.pages.models import ContentPage
from cms.pages.pictures import documents_in, images_in
from themes.kept import kept

KEPT_FOR = 60 * 60  # seconds
#: Words that people read in a minute, by language; where it is not known, as slowly as the slowest of these.
WORDS_A_MINUTE = {"en": 228, "fr": 195}
#: A shorter text is read before one has seen how long it takes.
FEWEST_WORDS = 150


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
    #: Of the pictures and documents that stand in it.
    image_ids: list[int]
    document_ids: list[int]
    words: int
    #: Of the pages and people that its cards show.
    page_ids: list[int]
    person_ids: list[int]

    @property
    def has_files(self) -> bool:
        """Tell whether something stands in it of which is to be asked who may open it."""
        return bool(self.image_ids or self.document_ids)


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
        [image.pk for image in images_in(page.body)],
        [document.pk for document in documents_in(page.body)],
        sum(len(text.split()) for text in page.body.stream_block.get_searchable_content(page.body)),
        [card["page"] for card in _listed(page, "link_cards", "cards") if card["page"]],
        [person for person in _listed(page, "people_cards", "people") if person],
    )


def _listed(page: ContentPage, kind: str, name: str) -> Iterator[Any]:
    """Return what stands in the lists of all blocks of a kind, as it is stored."""
    for block in page.body.get_prep_value():
        if block["type"] == kind:
            yield from (item["value"] for item in block["value"][name])


def toc_of(page: ContentPage) -> list[TocEntry]:
    """Return the headings of the second level."""
    return [
        TocEntry(block.value["anchor"], block.value["text"])
        for block in page.body
        if block.block_type == "heading" and block.value["level"] == "2" and block.value["anchor"]
    ]


def reading_minutes(words: int, language: str) -> int | None:
    """Return how many minutes a text takes to read; None of a short one.

    S. Trauzettel-Klosinski, K. Dietz, "Standardized assessment of reading performance: the new International Reading Speed
    Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012): mean words a minute.
    """
    if words < FEWEST_WORDS:
        return None
    return ceil(words / WORDS_A_MINUTE.get(language, min(WORDS_A_MINUTE.values())))
