from typing import Any

from wagtail.models import Page, Revision

from cms.editing.models import LockReason
from cms.pages.selectors import editable_pages


def lock_reason(page: Page) -> LockReason | None:
    """Return why a page is locked; None when it is not, or nobody said why."""
    if not page.locked:
        return None
    found = LockReason.objects.filter(page_id=page.pk, locked_at=page.locked_at)
    return found.select_related("locked_by").first()


def get_lockable_page(viewer: Any, pk: int) -> Page:
    """Return a page that this viewer may edit, or raise `Page.DoesNotExist`."""
    return editable_pages(viewer).filter(depth__gt=1).get(pk=pk)


def locked_version(pk: int) -> Revision | None:
    """Lock a page until the end of the transaction, and return its latest version."""
    rows = Page.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("latest_revision_id", flat=True)
    return Revision.objects.select_related("user").filter(pk=rows.first()).first()
