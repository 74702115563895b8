from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.changes import selectors
from cms.changes.comparing import compare
from cms.changes.models import Change
from cms.core.addresses import url_of
from cms.files.selectors import visible_collections
from cms.pages.selectors import get_page


@require_safe
def page_history(request, pk):
    """List the published versions of a page, the newest first, with what was said of each."""
    page = _page(request.user, pk)
    before = request.GET.get("before", "")
    changes = selectors.history(request.user, page, before=_number(before) if before else None)
    found = list(changes[: selectors.PAGE_SIZE + 1])
    shown = found[: selectors.PAGE_SIZE]
    context = {
        "page": page,
        "url": url_of(page),
        "rows": [(change, older) for change, older in zip(shown, [*found[1:], None], strict=False)],
        "more": shown[-1].pk if len(found) > len(shown) else None,
    }
    return render(request, "changes/history.html", context)


@require_safe
def page_compare(request, pk, old, new):
    """Show what differs between two published versions of a page."""
    page = _page(request.user, pk)
    try:
        before, after = (selectors.get_change(request.user, page, _number(key)) for key in (old, new))
    except Change.DoesNotExist as absent:
        raise Http404 from absent
    collections = frozenset(visible_collections(request.user).values_list("pk", flat=True))
    parts = compare(before.revision.as_object(), after.revision.as_object(), collections)
    context = {"page": page, "url": url_of(page), "before": before, "after": after, "parts": parts}
    return render(request, "changes/compare.html", context)


def _number(text) -> int:
    """Return a number that a database takes; 0, which names nothing, for everything else."""
    return int(text) if str(text).isdecimal() and len(str(text)) < 19 else 0


def _page(viewer, pk) -> Page:
    try:
        return get_page(viewer, _number(pk))
    except Page.DoesNotExist as absent:
        raise Http404 from absent
