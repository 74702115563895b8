"""Where an import goes: the home page of a language, and a section below it."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cms.core.exceptions import DomainError
from cms.pages.markdown.tree import slug_of
from cms.pages.models import RESERVED_SLUGS, HomePage, ImportedPage, SectionPage
from cms.pages.services.homes import ensure_home


class ImportRefused(DomainError):
    code = "import_refused"


def home_in(language: str) -> HomePage:
    """Return the home page of a language."""
    home = HomePage.objects.filter(locale__language_code=language).first()
    if home is None and language == settings.LANGUAGE_CODE:
        return ensure_home()
    if home is None:
        raise ImportRefused(_("There is no home page in the language “%(language)s”."), language=language)
    return home


def section_at(home: HomePage, slug: str) -> SectionPage | None:
    """Return the section of this address, or refuse one that cannot be a section's."""
    if slug_of(slug) != slug:
        raise ImportRefused(
            _("“%(slug)s” is no address for a section; use letters, digits and hyphens, such as “%(better)s”."),
            slug=slug,
            better=slug_of(slug),
        )
    if slug in RESERVED_SLUGS:
        raise ImportRefused(_("The address “%(slug)s” belongs to the product; choose another one."), slug=slug)
    found = home.get_children().filter(slug=slug).first()
    if found is None:
        return None
    if not isinstance(found.specific, SectionPage):
        raise ImportRefused(_("“%(slug)s” is already a page of another kind; choose another address."), slug=slug)
    return found.specific


@transaction.atomic
def make_section(*, actor: Any, home: HomePage, title: str, slug: str) -> SectionPage:
    """Make an empty section, not live yet, with the line that says that an import made it."""
    section = SectionPage(title=title, slug=slug, locale=home.locale, live=False, owner=actor)
    home.add_child(instance=section)
    ImportedPage.objects.create(section=section, page=section, path="", digest="")
    return section


def adopt_section(section: SectionPage) -> ImportedPage:
    """Take a section that people made: the import writes its text only when it has none."""
    revision = None if section.body else section.latest_revision
    return ImportedPage.objects.create(section=section, page=section, path="", digest="", revision=revision)
