"""How much one person may ask in a minute, over all their tokens and browsers."""

import threading
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from cms.core.exceptions import TooManyWrites

READING = {"GET", "HEAD", "OPTIONS"}


class PersonThrottle(SimpleRateThrottle, threading.local):
    """Count the requests of a person. The library keeps the count of the moment on itself, so each thread has its own."""

    def __init__(self, scope: str):
        self.scope = scope
        super().__init__(settings.API_RATES[scope])

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request, and tell whether it is within the rate of today's settings."""
        self.num_requests, self.duration = self.parse_rate(settings.API_RATES[str(self.scope)])
        return super().allow_request(request)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return the name of the person's count, None for what another throttle counts."""
        person: Any = request.user
        scope = "reading" if request.method in READING else "writing"
        return f"throttle:{scope}:{person.pk}" if scope == self.scope else None


def count_write(request: HttpRequest) -> None:
    """Count what a person sends by a page, together with what their programs send, or raise `TooManyWrites`."""
    throttle = PersonThrottle("writing")
    if not throttle.allow_request(request):
        raise TooManyWrites(wait=max(1, int(throttle.wait() or 1)))
