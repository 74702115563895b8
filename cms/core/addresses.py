"""Addresses of pages. Wagtail looks the sites up for each page; here that is done once a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page, Site


class KnownSites:
    """Stands in for a request, on which Wagtail keeps what it knows of the sites."""

    #: An address is a path as long as there is one site, whichever is asked.
    _wagtail_site = None

    def __init__(self, roots: list[Any] | None = None) -> None:
        if roots is not None:
            self._wagtail_cached_site_root_paths = roots

    @cached_property
    def _wagtail_cached_site_root_paths(self) -> list[Any]:
        return Site.get_site_root_paths()

    def roots(self) -> list[Any]:
        return self._wagtail_cached_site_root_paths

    @cached_property
    def homes(self) -> dict[str, str]:
        """The address of each home page, by its path in the tree."""
        return _homes(tuple(self.roots()))


@lru_cache(maxsize=8)
def _homes(roots: tuple[Any, ...]) -> dict[str, str]:
    """Return the address of each home page; Wagtail builds it from these roots and the languages, which stay."""
    known = KnownSites(list(roots))
    return {root.root_path: Page(url_path=root.root_path).get_url(request=known) or "" for root in roots}


_known: ContextVar[Any] = ContextVar("known_sites", default=None)


def url_of(page: Page) -> str:
    """Return the address of a page; nothing when it has none."""
    return page.get_url(request=_known.get()) or ""


def url_at(url_path: str) -> str:
    """Return the address of the page at a path of the tree; nothing when it has none."""
    homes = (_known.get() or KnownSites()).homes
    home = next((path for path in homes if url_path.startswith(path)), None)
    return homes[home] + url_path.removeprefix(home) if home else ""


def url_here(page: Page) -> str:
    """Return the address of a page below the language in which is read, where a page without a translation stands too."""
    first, _slash, path = url_of(page).removeprefix("/").partition("/")
    here = get_language() or settings.LANGUAGE_CODE
    return f"/{here}/{path}" if first in dict(settings.LANGUAGES) else url_of(page)


def site_roots() -> list[Any]:
    """Return Wagtail's root paths of the sites, with their languages."""
    known: KnownSites = _known.get() or KnownSites()
    return known.roots()


@contextmanager
def remembered_sites() -> Iterator[None]:
    """Remember the sites while the block runs: one request."""
    token = _known.set(KnownSites())
    try:
        yield
    finally:
        _known.reset(token)
