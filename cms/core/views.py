from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms.core import selectors
from cms.core.readiness import readiness
from cms.core.services.work import retry_work

#: How many failed tasks stand on one page.
PAGE_SIZE = 50


def healthz(request):
    """Say that the process answers. It asks nothing else, so that a monitor costs nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """Say of each thing that the product needs whether it works: 200 when all do, else 503."""
    lines = readiness.lines()
    status = HTTPStatus.OK if all(line.is_ok for line in lines) else HTTPStatus.SERVICE_UNAVAILABLE
    response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain", status=status)
    response["Cache-Control"] = "no-store"
    # A monitor asks every few seconds; what does not answer is in the log already.
    response._has_been_logged = True  # noqa: SLF001 -- Django's own mark
    return response


def csrf_failure(request, reason=""):
    """Explain an expired form: nothing was changed, and going back keeps the text."""
    return render(request, "403_csrf.html", status=403)


def failed_work(request):
    """Show operators what failed for good, why, and what they can do."""
    context = {
        "page_title": _("Background work"),
        "header_icon": "history",
        "tasks": Paginator(selectors.failed_work(request.user), PAGE_SIZE).get_page(request.GET.get("p")),
        "retried_count": selectors.retried_count(request.user),
        "failing_jobs": selectors.failing_jobs(request.user),
    }
    return render(request, "core/failed_work.html", context)


@require_POST
def retry_failed_work(request, pk=None):
    """Try one failed task again, or all of them."""
    count = retry_work(actor=request.user, ids=None if pk is None else [pk])
    if count:
        told = ngettext("%(count)d task will be tried again.", "%(count)d tasks will be tried again.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("There was nothing left to try again."))
    return redirect("failed_work")
