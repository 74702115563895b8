"""The addresses that pages had elsewhere lead to the pages: those that files name, and those of the files themselves."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.pages.markdown import Note, SourcePage
from cms.pages.models import SectionPage
from cms.pages.services.import_report import ImportReport

LONGEST_ADDRESS = 255
AT_ONCE = 500
PAGES_AT_ONCE = 100


@dataclass(frozen=True)
class OldAddress:
    """Where a page was; `is_asked` when its file says that this address shall lead here."""

    address: str
    source: SourcePage
    page: Page
    is_asked: bool

    @property
    def paths(self) -> list[str]:
        """Return the address below the prefix of each language: who asks for it without one is led there."""
        # As an address is when it is asked for: with its letters, not with their numbers.
        path = Redirect.normalise_path(unquote(f"/{self.address.lstrip('/')}"))
        return [f"/{code}{path}".rstrip("/") for code, _name in settings.LANGUAGES]


def lead_from_old_addresses(
    *, section: SectionPage, leading: Iterable[tuple[SourcePage, Page]], report: ImportReport
) -> None:
    """Lead from old addresses to live pages, below the prefix of each language.

    An address at which there is a page stays that page's, and one that leads elsewhere goes on leading there; where a file
    asked for such a one it is listed. So nothing leads in a circle, and an import takes over nothing that somebody decided.
    """
    pairs = list(leading)
    # What a file asks for goes before what no file speaks of.
    for is_asked in (True, False):
        for start in range(0, len(pairs), PAGES_AT_ONCE):
            some = pairs[start : start + PAGES_AT_ONCE]
            _point(section, [old for pair in some for old in _old_addresses(*pair, section, is_asked)], report)


def _old_addresses(source: SourcePage, page: Page, section: SectionPage, is_asked: bool) -> Iterator[OldAddress]:
    addresses = source.redirect_from if is_asked else _own_addresses(source, section.slug)
    for address in addresses:
        yield OldAddress(address, source, page, is_asked)


def _point(section: SectionPage, wanted: list[OldAddress], report: ImportReport) -> None:
    if not wanted:
        return
    signposts = _Signposts(section, {path for old in wanted for path in old.paths})
    for old in wanted:
        refused = [path for path in old.paths if not signposts.point(path, old.page)]
        if refused and old.is_asked:
            report.notes.append(Note(old.source.file or old.source.path, 1, _refusal(old.address, refused)))
    signposts.save()


def _refusal(address: str, paths: list[str]) -> str:
    if any(len(path) > LONGEST_ADDRESS for path in paths):
        text = _("The old address “%(address)s” is too long, so it does not lead here.")
    else:
        text = _("The old address “%(address)s” is taken, so it does not lead here.")
    return text % {"address": address[:100]}


class _Signposts:
    """Which of some addresses are taken, and the redirects that are new or lead to another language version from now on."""

    def __init__(self, section: SectionPage, paths: set[str]) -> None:
        self.prefix = f"/{section.locale.language_code}/"
        self.occupied = _occupied(section, paths)
        self.known: dict[str, Redirect] = {}
        for some in _chunks(paths):
            rows = Redirect.objects.filter(site=None, old_path__in=some).select_related("redirect_page")
            self.known |= {row.old_path: row for row in rows}
        self.fresh: list[Redirect] = []
        self.turned: list[Redirect] = []

    def point(self, path: str, page: Page) -> bool:
        """Let an address lead to a page; say whether it does, or leads to the page in another language."""
        if path in self.occupied or len(path) > LONGEST_ADDRESS:
            return False
        known = self.known.get(path)
        if known is None:
            self.known[path] = Redirect(old_path=path, redirect_page=page, automatically_created=True)
            self.fresh.append(self.known[path])
            return True
        there = known.redirect_page
        if there is None or there.translation_key != page.translation_key:
            return False
        if there != page and known.automatically_created and path.startswith(self.prefix):
            known.redirect_page = page
            self.turned.append(known)
        return True

    def save(self) -> None:
        """Write them."""
        Redirect.objects.bulk_create(self.fresh, batch_size=AT_ONCE)
        Redirect.objects.bulk_update(self.turned, ["redirect_page"], batch_size=AT_ONCE)


def _own_addresses(source: SourcePage, section: str) -> Iterator[str]:
    """Yield the addresses that a site made of the same files has: the one a file gives itself, and its name with an ending."""
    file = source.file or ""
    stem, ending = posixpath.splitext(file)
    if not ending:  # what was no file has the addresses that it names, and no other
        return
    if source.permalink:
        yield source.permalink
    names = [f"{stem}{ending}", f"{stem}.html"]
    if source.is_folder:
        names.append(posixpath.join(posixpath.dirname(file), "index.html"))
    yield from (f"/{section}/{name}" for name in dict.fromkeys(names))


def _chunks(paths: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(paths)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _occupied(section: SectionPage, addresses: set[str]) -> set[str]:
    """Return the addresses at which there is a page."""
    home = section.get_parent()
    roots = dict(home.get_translations(inclusive=True).values_list("locale__language_code", "url_path"))
    places = {}
    for address in addresses:
        code, _slash, rest = address.lstrip("/").partition("/")
        if code in roots:
            places[f"{roots[code]}{rest}/".replace("//", "/")] = address
    occupied: set[str] = set()
    for some in _chunks(places):
        found = Page.objects.filter(url_path__in=some).values_list("url_path", flat=True)
        occupied |= {places[url_path] for url_path in found}
    return occupied
