"""Where an import goes: the home page of a language, and a section below it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.exceptions import DomainError
from cms.pages.markdown.tree import slug_of
from cms.pages.models import RESERVED_SLUGS, HomePage, ImportedPage, SectionPage
from cms.pages.services.homes import ensure_home_in


class ImportRefused(DomainError):
    code = "import_refused"


def home_in(language: str) -> HomePage:
    """Return the home page of a language of the product, made when there is none yet."""
    if language not in dict(settings.LANGUAGES):
        raise ImportRefused(
            _("“%(language)s” is no language of this site; choose one of %(languages)s."),
            language=language,
            languages=", ".join(dict(settings.LANGUAGES)),
        )
    return ensure_home_in(language)


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
    others = SectionPage.objects.filter(slug=slug, depth=home.depth + 1)
    join_translations(section, others.values_list("translation_key", flat=True))
    home.add_child(instance=section)
    ImportedPage.objects.create(section=section, page=section, path="", digest="")
    return section


def join_translations(page: Page, keys: Iterable[UUID]) -> None:
    """Let a page that is not saved yet be the other language of the first of these that has none in its language."""
    taken = set(
        Page.objects.filter(locale=page.locale, translation_key__in=keys).values_list("translation_key", flat=True)
    )
    page.translation_key = next((key for key in keys if key not in taken), page.translation_key)


def counterparts(section: SectionPage) -> dict[str, UUID]:
    """Return the pages that were imported into the same section in other languages: their translation keys by path."""
    others = ImportedPage.objects.filter(section__translation_key=section.translation_key).exclude(section=section)
    return dict(others.order_by("-pk").values_list("path", "page__translation_key"))


def adopt_section(section: SectionPage) -> ImportedPage:
    """Take a section that people made: the import writes its text only when it has none."""
    revision = None if section.body else section.latest_revision
    return ImportedPage.objects.create(section=section, page=section, path="", digest="", revision=revision)
