"""Somebody at the door with a browser: keeps every byte that came back."""

import json
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from django.test import Client
from django.utils import translation

from tests.leaks.village import COMMON, names_in

MOST_HOPS = 5
#: What differs between two answers to the same question without telling anything.
NOISE = [
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb"(csrftoken|sessionid)=[^;\s]*"),
    re.compile(rb"""["']X-CSRFToken["']: *["'][^"']*["']""", re.IGNORECASE),
    re.compile(rb"&quot;X-CSRFToken&quot;: *&quot;[^&]*&quot;", re.IGNORECASE),
    re.compile(rb"expires=[^;\r\n]*"),
    re.compile(rb"Expires: [^\r\n]*"),  # the second in which the admin answered
    re.compile(rb"X-Request-ID: \w+"),
    re.compile(rb"Content-Length: \d+"),  # counts what the visitor wrote; the bodies are compared
]


@dataclass(frozen=True)
class Answer:
    """One answer, with the bytes of its head and body. `asked` is what the visitor wrote, which an answer may repeat."""

    asked: tuple[str, ...]
    status: int
    head: bytes
    body: bytes
    location: str = ""

    @property
    def raw(self) -> bytes:
        return self.head + b"\r\n" + self.body

    @property
    def names(self) -> set[str]:
        """The things that show in the bytes, but for what the visitor wrote into the address."""
        return names_in(self.without(*self.asked))

    def without(self, *echoes: str) -> bytes:
        """The bytes without noise and without what the visitor wrote."""
        raw = self.raw
        for noise in NOISE:
            raw = noise.sub(b"", raw)
        for form in sorted({form for echo in echoes for form in _forms(echo)}, key=len, reverse=True):
            raw = raw.replace(form.encode(), b"")
        return raw


def _forms(echo: str) -> set[str]:
    words = parse_qs(urlsplit(echo).query).get("q", [])
    parts = {echo, urlsplit(echo).path, *words} - {"", "/", COMMON}
    plain = parts | {quote(part, safe="") for part in parts} | {quote(part) for part in parts}
    return plain | {quote(part) for part in plain} | {escape(part) for part in plain}


class Visitor:
    """A client that remembers its answers: reading twice tells nothing new."""

    def __init__(self, user=None):
        self.user = user
        self.client = Client(raise_request_exception=True)
        self.seen: dict[tuple, list[Answer]] = {}
        if user is not None:
            self.client.force_login(user)

    def get(self, url: str, **headers) -> Answer:
        """Return the first answer to an address, before any redirect."""
        return self.follow(url, **headers)[0]

    def follow(self, url: str, **headers) -> list[Answer]:
        """Return all answers on the way that an address leads."""
        key = (url, *sorted(headers.items()))
        if key not in self.seen:
            hops = [self._ask(headers, url)]
            while hops[-1].location.startswith("/") and len(hops) < MOST_HOPS:
                hops.append(self._ask(headers, hops[-1].location, url))
            self.seen[key] = hops
        return self.seen[key]

    def forget(self) -> None:
        self.seen.clear()

    def _ask(self, headers: dict, *asked: str) -> Answer:
        try:
            return self.answer(asked, self.client.get(asked[0].partition("#")[0], headers=headers))
        finally:
            translation.activate("en")  # a request leaves its language behind: the tests' own addresses are English

    def post(self, url: str, data: dict, **headers) -> Answer:
        """Write, and remember nothing."""
        try:
            return self.answer((url,), self.client.post(url, data, headers=headers))
        finally:
            translation.activate("en")

    def send(self, method: str, url: str, body) -> Answer:
        """Ask the API for a change, and remember nothing."""
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        try:
            return self.answer((url,), self.client.generic(method, url, **content))
        finally:
            translation.activate("en")

    def post_to_nothing(self, url: str, data: dict) -> Answer:
        """Write to an address that never existed, once for all."""
        key = ("post", url)
        if key not in self.seen:
            self.seen[key] = [self.post(url, data)]
        return self.seen[key][0]

    def send_to_nothing(self, method: str, url: str, body) -> Answer:
        """Ask the API for a change of what never existed, once for all."""
        key = (method, url, json.dumps(body))
        if key not in self.seen:
            self.seen[key] = [self.send(method, url, body)]
        return self.seen[key][0]

    @staticmethod
    def answer(asked: tuple[str, ...], response) -> Answer:
        body = b"".join(response.streaming_content) if response.streaming else response.content
        cookies = [morsel.OutputString() for morsel in response.cookies.values()]
        head = "\r\n".join([f"HTTP {response.status_code}", *(f"{k}: {v}" for k, v in response.items()), *cookies])
        return Answer(asked, response.status_code, head.encode(), body, response.get("Location", ""))
