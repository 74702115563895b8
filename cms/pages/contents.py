"""What stands in a section: the pages below it, and those that only another language has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Left, Length
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.pages.policies import visible_pages
from cms.pages.selectors import with_summaries

LEVELS = 2
#: The translation key of the page under which a page stands.
ABOVE = Subquery(
    Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    .order_by()
    .values("translation_key")
)


@dataclass
class ContentsEntry:
    """A page in a table of contents, with the pages below it."""

    page: Page
    summary: str = ""
    below: list["ContentsEntry"] = field(default_factory=list)


def contents(viewer: Any, page: Page) -> list[ContentsEntry]:
    """Return the pages below a page, two levels deep, as far as this viewer may see them.

    They stand in the order of the tree; after them what is written in another language alone, in its place there. Two queries.
    """
    top = ContentsEntry(page)
    entries = {page.translation_key: top}
    for found in _pages(viewer, page):
        above = entries.get(found.above)
        if above is not None and found.translation_key not in entries:
            entries[found.translation_key] = ContentsEntry(found, found.summary)
            above.below.append(entries[found.translation_key])
    return top.below


def _pages(viewer: Any, page: Page) -> Iterator[Any]:
    visible = visible_pages(viewer)
    found = _below(visible, page)
    here = visible.filter(translation_key=OuterRef("translation_key"), locale=page.locale_id, alias_of=None)
    for other in visible.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk):
        found |= _below(visible, other).filter(~Exists(here), alias_of=None)
    pages = with_summaries(found).annotate(above=ABOVE).select_related("locale")
    yield from sorted(pages, key=lambda each: (each.locale_id != page.locale_id, each.path))


def _below(visible: PageQuerySet, page: Page) -> PageQuerySet:
    return visible.descendant_of(page).filter(depth__lte=page.depth + LEVELS)
