"""What editors meet in the admin: an editor elsewhere learns nothing there of what is neither theirs to read nor to edit."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from tests.leaks import village
from tests.leaks.channels import Listing
from tests.leaks.oracle import Page, Person, Thing
from tests.leaks.village import ORACLE, canary
from tests.leaks.world import World

LISTS = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailforms:index",
    "translations_report",
    *(f"upkeep_{report}" for report in ("overdue", "without_owner", "orphaned", "broken_links", "reads")),
)
#: Rooms that our apps hang on a page of the admin, and Wagtail's own about one page.
ROOMS = (
    "page_care",
    "page_ask",
    "editing_lock",
    "translate_page",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:usage",
    "wagtailadmin_explore",
    *(["planned_shares"] if settings.SOCIAL else []),
)


def lists(world: World, person: Person) -> list[str]:
    return [reverse(name) for name in LISTS]


def rooms(world: World, person: Person) -> Iterator[str]:
    for page in village.PAGES:
        yield from (reverse(name, args=[world.pages[page.name].pk]) for name in ROOMS)
    yield from (reverse("translation_side_by_side", args=[world.pages[page.name].pk]) for page in _translations())
    yield from (reverse("wagtailforms:list_submissions", args=[world.pages[page.name].pk]) for page in _forms())


def due_in_reports(person: Person) -> list[str]:
    """The live pages that this person edits stand among the most and least read."""
    edited = (page for page in village.PAGES if page.live and page.above and ORACLE.may_edit(person, page))
    return [canary(page.name, "title") for page in edited if page.source is None and not page.deleted]


def may_know(person: Person, thing: Thing) -> bool:
    """Beside what the oracle says, whoever edits a page meets the picture that it wears."""
    if thing.name == village.WORN and any(ORACLE.may_edit(person, page) for page in village.WEARERS):
        return True
    return ORACLE.may_know_at_the_desk(person, thing)


def _translations() -> list[Page]:
    return [page for page in village.PAGES if page.version_of and page.above]


def _forms() -> list[Page]:
    return [page for page in village.PAGES if page.kind == "form"]


LISTINGS = [
    Listing("lists of editors", lists, due_in_reports, visible=may_know),
    Listing("rooms beside a page in the admin", rooms, lambda person: [], visible=may_know),
]
