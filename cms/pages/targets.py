"""Pages as things that others point at: by one key in all their languages."""

from typing import Any

from cms.core.targets import Target, TargetKind
from cms.pages.models import PageAccess
from cms.pages.policies import visible_pages


def find_page(viewer: Any, pk: int, lock: bool) -> Target | None:
    """Return a live page that this viewer may see, with the audience in force."""
    if lock:  # first, and by itself: who waits for a change looks at what it left, not at what was joined before
        list(PageAccess.objects.select_for_update().filter(page_id=pk))
    accesses = PageAccess.objects.select_related("audience", "page").filter(page__in=visible_pages(viewer), page_id=pk)
    access = accesses.first()
    if access is None:
        return None
    key = access.page.translation_key
    return Target("page", str(key), access.page, access.audience, page_key=key)


PAGES = TargetKind("page", find_page)
