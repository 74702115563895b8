from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from cms.core.readiness import readiness


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
