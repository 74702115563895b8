"""Many pages at once: narrowed to an address or a section, and what stands around them.

Who owns pages is Wagtail's word, until a package knows better and says so for all of them at once::

    @hooks.register("construct_page_owners")
    def owners_by_rule(pages, owners):
        owners.update(...)  # page id -> person, or None

Whom one asks about them is said in `construct_page_contacts`, in the same way.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language_from_path
from wagtail import hooks
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.pages.models import HomePage, NewsPage, SectionPage
from cms.pages.policies import visible_pages
from cms.pages.selectors import home_path
from cms.people.models import BusinessUnit

SECTION_DEPTH = HomePage.DEPTH + 1
#: How much of a page's path in the tree names its section.
SECTION_STEPS = SECTION_DEPTH * Page.steplen


def at_address(pages: PageQuerySet, address: str) -> PageQuerySet:
    """Keep the page at an address such as `/en/handbook/travel/`."""
    language = get_language_from_path(address)
    below = address.removeprefix(f"/{language}/") if language else address.lstrip("/")
    try:
        url_path = home_path(language or "") + below
    except Page.DoesNotExist:
        return pages.none()
    return pages.filter(slug=url_path.rstrip("/").rsplit("/", 1)[-1], url_path=url_path.rstrip("/") + "/")


def in_section(viewer: Any, pages: PageQuerySet, slug: str) -> PageQuerySet:
    """Keep the pages of the sections with a slug, one in each language, with those sections themselves."""
    sections = visible_pages(viewer).filter(depth=SECTION_DEPTH, slug=slug)
    within = pages.none()
    for section in sections:
        within |= pages.descendant_of(section, inclusive=True)
    return within


def sections_of(viewer: Any, pages: Sequence[Page]) -> dict[int, Page]:
    """Return the section that each page stands in."""
    paths = {page.path[:SECTION_STEPS] for page in pages if page.depth >= SECTION_DEPTH}
    found = {page.path: page for page in visible_pages(viewer).filter(path__in=paths).select_related("locale")}
    return {page.pk: found[page.path[:SECTION_STEPS]] for page in pages if page.path[:SECTION_STEPS] in found}


def each_once(viewer: Any, pages: PageQuerySet, language: str) -> PageQuerySet:
    """Keep each page once: in this language where the viewer may see it there, else in the language that it has."""
    here = visible_pages(viewer).filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language, alias_of=None
    )
    elsewhere = Q(alias_of=None) & ~Exists(here)
    return pages.filter(Q(locale__language_code=language) | elsewhere).select_related("locale")


def translations(viewer: Any, keys: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Return the visible pages of each translation key by language."""
    rows = visible_pages(viewer).filter(translation_key__in=set(keys), alias_of=None)
    found: dict[UUID, dict[str, int]] = {}
    for key, language, pk in rows.values_list("translation_key", "locale__language_code", "pk"):
        found.setdefault(key, {})[language] = pk
    return found


def owners_of(pages: Sequence[Page]) -> dict[int, Any]:
    """Return who owns each of these pages, in a number of queries that does not grow with them; None for nobody."""
    owners: dict[int, Any] = {page.pk: page.owner for page in pages}
    for construct in hooks.get_hooks("construct_page_owners"):
        construct(pages, owners)
    return owners


def contacts_of(pages: Sequence[Page]) -> dict[int, Any]:
    """Return whom one asks about each of these pages, where that is not its owner; without a package that knows, nobody."""
    contacts: dict[int, Any] = {}
    for construct in hooks.get_hooks("construct_page_contacts"):
        construct(pages, contacts)
    return contacts


def newest_news(viewer: Any, home: HomePage) -> PageQuerySet:
    """Return the news that this viewer may see, the newest first, each once: in the language of a home page if there is one."""
    found = each_once(viewer, visible_pages(viewer, NewsPage), home.locale.language_code)
    return found.order_by("-first_published_at", "-pk")


def news_of_unit(viewer: Any, home: HomePage, unit: BusinessUnit) -> PageQuerySet:
    """Return the news of a unit and of those above it, as `newest_news` does."""
    above = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    return newest_news(viewer, home).filter(unit__path__in=above)


def sections_of_unit(viewer: Any, unit: BusinessUnit, language: str) -> PageQuerySet:
    """Return the sections of a unit that this viewer may see, each once: in this language if there is one."""
    return each_once(viewer, visible_pages(viewer, SectionPage), language).filter(unit=unit).order_by("depth", "path")


def news_from_unit(viewer: Any, unit: BusinessUnit, language: str) -> PageQuerySet:
    """Return the news of a unit and of those below it, the newest first, as `sections_of_unit` does."""
    found = each_once(viewer, visible_pages(viewer, NewsPage), language).filter(unit__path__startswith=unit.path)
    return found.order_by("-first_published_at", "-pk")
