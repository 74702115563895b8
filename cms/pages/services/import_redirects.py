"""The addresses that pages had elsewhere, named in their front matter, lead to the pages."""

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.pages.markdown import Note, SourcePage
from cms.pages.models import SectionPage
from cms.pages.services.import_report import ImportReport

LONGEST_ADDRESS = 255


def lead_from_old_addresses(
    *, section: SectionPage, leading: list[tuple[SourcePage, Page]], report: ImportReport
) -> None:
    """Lead from old addresses to live pages, below the prefix of each language.

    An address at which there is a page stays that page's, and one that leads elsewhere goes on leading there: both are
    listed. So nothing leads in a circle, and an import takes over nothing that somebody decided.
    """
    wanted = [(source, page, old, _addresses(old)) for source, page in leading for old in source.redirect_from]
    if not wanted:
        return
    everything = {address for _source, _page, _old, addresses in wanted for address in addresses}
    known = dict(Redirect.objects.filter(site=None, old_path__in=everything).values_list("old_path", "redirect_page"))
    occupied = _occupied(section, everything)
    fresh: list[Redirect] = []
    for source, page, old, addresses in wanted:
        taken = False
        for address in addresses:
            if address in occupied or len(address) > LONGEST_ADDRESS:
                taken = True
            elif address not in known:
                known[address] = page.pk
                fresh.append(Redirect(old_path=address, redirect_page=page, automatically_created=True))
            else:
                taken = taken or known[address] != page.pk
        if taken:
            text = _("The old address “%(address)s” is taken, so it does not lead here.") % {"address": old[:100]}
            report.notes.append(Note(source.file or source.path, 1, text))
    Redirect.objects.bulk_create(fresh, batch_size=500)


def _addresses(old: str) -> list[str]:
    """Return an address below the prefix of each language: who asks for it without one is led there."""
    path = Redirect.normalise_path(f"/{old.lstrip('/')}")
    return [f"/{code}{path}".rstrip("/") for code, _name in settings.LANGUAGES]


def _occupied(section: SectionPage, addresses: set[str]) -> set[str]:
    """Return the addresses at which there is a page."""
    home = section.get_parent()
    roots = dict(home.get_translations(inclusive=True).values_list("locale__language_code", "url_path"))
    places = {}
    for address in addresses:
        code, _slash, rest = address.lstrip("/").partition("/")
        if code in roots:
            places[f"{roots[code]}{rest}/".replace("//", "/")] = address
    found = Page.objects.filter(url_path__in=places).values_list("url_path", flat=True)
    return {places[url_path] for url_path in found}
