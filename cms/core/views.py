from django.http import HttpResponse
from django.shortcuts import render


def healthz(request):
    """Say that the process answers. It asks nothing else, so that a monitor costs nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


def csrf_failure(request, reason=""):
    """Explain an expired form: nothing was changed, and going back keeps the text."""
    return render(request, "403_csrf.html", status=403)
