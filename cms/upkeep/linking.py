"""Which addresses a page links to: found in the blocks of its body, whatever their kind."""

from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from wagtail.models import Page

from cms.files.models import Document
from cms.upkeep.models import ADDRESS_LENGTH

#: Blocks that show an address and do not lead there.
SHOWN_ONLY = frozenset({"code"})
WEB = ("http://", "https://")


def addresses_in(page: Page) -> dict[str, str]:
    """Return the addresses that the body of a page links to, each with the id of the first block that does so.

    A page is `page:12`, a document `document:5`, an address of the product its path, and everything else itself.
    """
    found: dict[str, str] = {}
    for block in getattr(page.specific, "body", ()):
        if block.block_type in SHOWN_ONLY:
            continue
        for address in (*_references(block), *_written(block.block.get_prep_value(block.value))):
            if address and len(address) <= ADDRESS_LENGTH:
                found.setdefault(address, str(block.id or ""))
    return found


def digest_of(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def host_of(address: str) -> str:
    """Return the host that an address elsewhere is at; empty for what is inside the product."""
    return (urlsplit(address).hostname or "")[:255] if address.startswith(WEB) else ""


def _references(block: Any) -> Iterator[str]:
    for model, pk, _model_path, _path in block.block.extract_references(block.value):
        if issubclass(model, Page):
            yield f"page:{pk}"
        elif issubclass(model, Document):
            yield f"document:{pk}"


def _written(value: Any) -> Iterator[str]:
    """Return the addresses that are written in a stored value: in links of rich text, and alone in a field."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _written(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _written(part)
    elif isinstance(value, str):
        text = value.strip()
        if text.startswith(WEB) and len(text.split()) == 1:
            yield _as_kept(text)
        elif "<a" in value:
            yield from (_as_kept(address) for address in _Anchors.of(value))


class _Anchors(HTMLParser):
    """Collects the addresses of links. Those that name a thing by number come from Wagtail."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = (dict(attrs).get("href") or "").strip() if tag == "a" else ""
        if href:
            self.found.append(href)


def _as_kept(address: str) -> str:
    """Return an address without its anchor, and of our own only the path; empty for what is none of the web."""
    own = settings.BASE_URL
    try:
        plain = urldefrag(address).url
        is_web = plain.startswith(WEB) and bool(urlsplit(plain).hostname)
    except ValueError:
        return ""
    if plain == own or plain.startswith(f"{own}/"):
        plain = plain.removeprefix(own) or "/"
    is_path = plain.startswith("/") and not plain.startswith("//")
    if not is_path and not is_web:
        return ""
    return plain.partition("?")[0] if is_path else plain
