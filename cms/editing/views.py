from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page, Revision

from cms.core.exceptions import DomainError
from cms.editing.selectors import get_lockable_page, locked_version
from cms.editing.services import LONGEST_REASON, lock_page


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request, pk):
    """Lock a page and say why, in the admin."""
    try:
        page = get_lockable_page(request.user, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    if not page.permissions_for_user(request.user).can_lock():
        raise Http404
    reason, error = request.POST.get("reason", ""), None
    if request.method == "POST":
        try:
            lock_page(actor=request.user, page=page, reason=reason)
        except DomainError as broken:
            error = broken
        else:
            messages.success(
                request, _("The page is locked. Other editors read your reason where they would change it.")
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "reason": reason, "error": error, "limit": LONGEST_REASON}
    return render(request, "editing/lock.html", context, status=error.status if error else 200)


#: Fields of the editor that say which version was loaded.
LOADED = {"csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"}


def newer_version(request, page):
    """Return a page that says who saved meanwhile, and keeps what was written; None when nobody did.

    The page's row stays locked until the request is over: of two who save at the same moment, the second is told.
    """
    if request.method != "POST" or not request.accepts("text/html"):
        return None  # Wagtail itself refuses when it saves by script
    latest = locked_version(page.pk)
    if latest is None or not _is_outdated(request.POST, latest):
        return None
    written = [(name, value) for name, values in request.POST.lists() if name not in LOADED for value in values]
    context = {"page": page, "latest": latest, "written": written, "action": request.get_full_path()}
    return render(request, "editing/newer_version.html", context, status=409)


def _is_outdated(data, latest: Revision) -> bool:
    if saved := data.get("overwrite_revision_id"):
        return saved != str(latest.pk)
    loaded, at = data.get("loaded_revision_id"), data.get("loaded_revision_created_at")
    if not loaded:
        return False
    return loaded != str(latest.pk) or (bool(at) and at != latest.created_at.isoformat())
