from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.core.exceptions import DomainError
from cms.editing.selectors import get_lockable_page
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
