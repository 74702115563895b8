from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.changes.models import Change
from cms.pages.policies import visible_pages
from cms.pages.selectors import get_page

PAGE_SIZE = 20


def history(viewer: Any, page: Page, *, before: int | None = None) -> QuerySet[Change]:
    """Return the published versions of a page that the viewer may see, the newest first, before one of them.

    `before` is the id of a change of this page; another page's, or none, gives nothing.
    """
    changes = Change.objects.filter(page__in=visible_pages(viewer).filter(pk=page.pk)).select_related("by")
    if before is None:
        return changes
    last = changes.filter(pk=before).first()
    return changes.filter(published_at__lt=last.published_at) if last else changes.none()


def get_change(viewer: Any, page: Page, pk: int) -> Change:
    """Return a published version of a page that the viewer may see, or raise `Change.DoesNotExist`."""
    return history(viewer, page).select_related("revision").get(pk=pk, revision__isnull=False)


def get_page_of(viewer: Any, pk: int) -> Page:
    """Return a page that the viewer may see, or raise `Page.DoesNotExist`."""
    return get_page(viewer, pk)


def material_changes_since(moments: Iterable[tuple[int, datetime]]) -> dict[tuple[int, datetime], int]:
    """Return how often each page changed materially after a moment, in one query for all.

    The caller has asked who may see the pages. `moments` are ids of pages with times.
    """
    wanted = set(moments)
    if not wanted:
        return {}
    earliest = min(moment for _page, moment in wanted)
    material = Change.objects.filter(
        page__in={page for page, _moment in wanted}, is_material=True, published_at__gt=earliest
    )
    rows = list(material.order_by().values_list("page", "published_at"))
    return {(page, moment): sum(found == page and at > moment for found, at in rows) for page, moment in wanted}


def change_of(page: Page) -> Change | None:
    """Return what was said of the live version of a page."""
    return Change.objects.filter(revision=page.live_revision_id).first() if page.live_revision_id else None
