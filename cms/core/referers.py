"""Where a reader came from."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def came_from(request: HttpRequest) -> str:
    """Return the address of the page that the reader came from, when it is ours; else the address that leads home."""
    referer = request.headers.get("referer", "").partition("#")[0]
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else "/"
