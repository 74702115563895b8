"""The number of a request: one thread through its answer, its log lines and its error page."""

import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
#: What a proxy may call a request. Anything else could break a log line or pretend to be another request.
SANE = re.compile(r"[A-Za-z0-9_-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the number of the current request; nothing outside one."""
    return _current.get()


def numbered(get_response):
    """Give each request a number, tell it in the answer, and log one line when the answer is made."""

    def middleware(request):
        number = _offered_by_proxy(request) or uuid4().hex
        outer = _current.set(number)
        start = time.perf_counter()
        try:
            response = get_response(request)
            response[HEADER] = number
            _log(request, response, start)
        finally:
            _current.reset(outer)
        return response

    return middleware


def _offered_by_proxy(request) -> str:
    """Return the number that our own proxy gave the request; a visitor's is not taken."""
    offered = request.headers.get(HEADER, "")
    return offered if settings.TRUSTED_PROXIES and SANE.fullmatch(offered) else ""


def _log(request, response, start: float) -> None:
    """Log what was asked by the pattern of its address: the address itself may name a person or hold a secret."""
    milliseconds = round((time.perf_counter() - start) * 1000)
    told = {
        "method": request.method if request.method in METHODS else "other",
        "route": route_of(request),
        "status": response.status_code,
        "milliseconds": milliseconds,
    }
    logger.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", told, extra=told)


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def route_of(request) -> str:
    """Return the pattern of an address, such as `/en/people/<str:username>/`; a dash where there is none."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "-"
