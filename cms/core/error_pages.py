"""Pages for when something failed. They ask nothing that may have failed with it: no database, no cache, no person."""

import logging
import sys
from http import HTTPStatus
from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from cms.core.api.errors import BACK_AFTER, answer
from cms.core.request_ids import request_id

logger = logging.getLogger(__name__)

#: How long a program waits before it asks again, in seconds.
RETRY_AFTER = {
    HTTPStatus.TOO_MANY_REQUESTS: 60,
    HTTPStatus.SERVICE_UNAVAILABLE: BACK_AFTER,
}
#: For when not even a template can be rendered, in both languages.
BROKEN = (Path(__file__).parent / "broken.htm").read_text(encoding="utf-8")


def error_page(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """Return a page that says what happened, in the language of the request; the same as JSON to programs."""
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        response = answer(status) if request.path.startswith("/api/") else _for_people(template, status)
    if status in RETRY_AFTER:
        response["Retry-After"] = str(RETRY_AFTER[status])
    response["Cache-Control"] = "no-store"
    return response


def _for_people(template: str, status: HTTPStatus) -> HttpResponse:
    try:
        return HttpResponse(render_to_string(template, {"request_id": request_id()}), status=status)
    except Exception:
        logger.exception("The page %s could not be rendered", template)
        return HttpResponse(BROKEN, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Explain a failure of ours; data that cannot be reached are a matter of waiting, for people and monitors alike."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return error_page(request, "503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    return error_page(request, "500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Explain a request that Django refused to read."""
    return error_page(request, "400.html", HTTPStatus.BAD_REQUEST)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Ask for a pause; sign-in and everything else that counts attempts answers with this."""
    return error_page(request, "429.html", HTTPStatus.TOO_MANY_REQUESTS)
