"""How much one person may ask in a minute, over all their tokens and browsers."""

import threading
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

READING = {"GET", "HEAD", "OPTIONS"}


class PersonThrottle(SimpleRateThrottle, threading.local):
    """Count the requests of a person. The library keeps the count of the moment on itself, so each thread has its own."""

    def __init__(self, scope: str):
        self.scope = scope
        super().__init__(settings.API_RATES[scope])

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return the name of the person's count, None for what another throttle counts."""
        person: Any = request.user
        scope = "reading" if request.method in READING else "writing"
        return f"throttle:{scope}:{person.pk}" if scope == self.scope else None
