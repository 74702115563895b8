"""Closed for maintenance: by the variable MAINTENANCE, or while a file named `maintenance` lies in VAR_DIR.

The file needs no restart: `touch` closes, `rm` opens, for every process that shares the folder. Health checks, the
language and the look answer meanwhile; the database is not asked for anything.
"""

from http import HTTPStatus
from pathlib import Path

from django.conf import settings

from cms.core.error_pages import error_page

SWITCH = "maintenance"
#: What answers all the same.
OPEN = ("/healthz", "/readyz", "/static/")


def is_closed() -> bool:
    """Tell whether the product is closed just now."""
    return settings.MAINTENANCE or Path(settings.VAR_DIR, SWITCH).exists()


def closed_for_maintenance(get_response):
    """Answer everything with 503 while the product is closed."""

    def middleware(request):
        if is_closed() and not request.path.startswith(OPEN):
            return error_page(request, "maintenance.html", HTTPStatus.SERVICE_UNAVAILABLE)
        return get_response(request)

    return middleware
