"""What a viewer may see of what stands in a body: files, pages, people. Nothing else of these is ever drawn."""

from typing import Any, NamedTuple

from cms.core.addresses import url_of
from cms.files.selectors import visible_collections
from cms.pages.outlines import Outline
from cms.pages.policies import visible_pages
from cms.pages.selectors import with_summaries
from cms.people.selectors import directory
from themes.kept import as_face


class Sight(NamedTuple):
    """The collections whose files a viewer may open, and as plain data the pages and people that cards show them."""

    collections: frozenset[int] = frozenset()
    pages: dict[int, dict[str, str]] = {}
    people: dict[int, dict[str, str]] = {}


def sight_of(viewer: Any, *outlines: Outline) -> Sight:
    """Return what a viewer may see of some bodies; what does not stand in them costs no query."""
    page_ids = {pk for outline in outlines for pk in outline.page_ids}
    person_ids = {pk for outline in outlines for pk in outline.person_ids}
    return Sight(
        collections_of(viewer) if any(outline.has_files for outline in outlines) else frozenset(),
        pages_in_sight(viewer, page_ids) if page_ids else {},
        _people(viewer, person_ids) if person_ids else {},
    )


def collections_of(viewer: Any) -> frozenset[int]:
    """Return the ids of the collections whose files this viewer may open."""
    return frozenset(visible_collections(viewer).values_list("pk", flat=True))


def pages_in_sight(viewer: Any, ids: set[int]) -> dict[int, dict[str, str]]:
    """Return what cards show of these pages, as far as this viewer may see them."""
    found: Any = with_summaries(visible_pages(viewer).filter(pk__in=ids)).select_related("locale")
    return {
        page.pk: {
            "title": page.title,
            "url": url_of(page),
            "text": page.summary,
            "language": page.locale.language_code,
        }
        for page in found
    }


def _people(viewer: Any, ids: set[int]) -> dict[int, dict[str, str]]:
    found = directory(viewer).filter(pk__in=ids)
    return {person.pk: as_face(person) | {"meta": person.profile.line} for person in found}
