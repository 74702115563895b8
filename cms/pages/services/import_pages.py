"""The pages that files became: what is known of them, a new one made, and one filled with what its file says."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.models import Page

from cms.pages.markdown import SourcePage
from cms.pages.markdown.identity import with_kept_ids
from cms.pages.models import ContentPage, ImportedPage, SectionPage
from cms.pages.services.import_kinds import facts_of, kind_of
from cms.pages.services.import_places import join_translations
from cms.pages.services.import_report import DRAFT_MARK, PageContent
from cms.pages.signals import page_stewards_named

EDITED = _lazy("The page was changed in the editor since its import, so it was not overwritten.")


@dataclass(frozen=True, slots=True)
class KnownPage:
    """The page of a file, as far as an import must know it: it keeps this of all pages at once."""

    row: int
    page: int
    digest: str
    revision: int | None
    latest: int | None
    live: bool
    kind: type[Page]

    @property
    def is_fresh(self) -> bool:
        """Say whether nothing was ever written to it."""
        return not self.digest

    @property
    def was_edited(self) -> bool:
        """Say whether somebody has changed or withdrawn it since."""
        is_withdrawn = bool(self.digest) and not self.digest.startswith(DRAFT_MARK) and not self.live
        return self.latest != self.revision or is_withdrawn


def known_pages(section: Page) -> dict[str, KnownPage]:
    """Return the pages that were imported into a section, by the paths of their files."""
    names = ("pk", "page", "digest", "revision", "page__latest_revision", "page__live", "page__content_type", "path")
    known: dict[str, KnownPage] = {}
    for *facts, kind, path in ImportedPage.objects.filter(section=section).values_list(*names).iterator():
        pk, page, digest, revision, latest, live = facts
        model: Any = ContentType.objects.get_for_id(kind).model_class() or Page
        known[path] = KnownPage(pk, page, digest, revision, latest, live, model)
    return known


@transaction.atomic
def make_page(
    *, source: SourcePage, parent: Page, section: SectionPage, before: int | None, counterpart: UUID | None
) -> KnownPage:
    """Make an empty page that is not live, with the line that says where it comes from.

    It stands last, or before the page that has the key `before` when that is below the same page.
    """
    if parent.get_children().filter(slug=source.slug).exists():
        raise ValidationError(_("There is already a page at “%(slug)s” that was not imported.") % {"slug": source.slug})
    kind = kind_of(source, parent)
    page = kind(title=source.title, slug=source.slug, locale=section.locale, live=False, **facts_of(source, kind))
    if counterpart:
        join_translations(page, [counterpart])
    parent.add_child(instance=page)
    following = parent.get_children().filter(pk=before).first() if before else None
    if following:
        page.move(following, pos="left")
    row = ImportedPage.objects.create(section=section, page=page, path=source.path, digest="")
    return KnownPage(row.pk, page.pk, "", None, None, live=False, kind=kind)


@transaction.atomic
def write_page(*, actor: Any, known: KnownPage, content: PageContent) -> None:
    """Write what a file says to its page: one version, published unless it is a draft."""
    page: ContentPage = Page.objects.select_for_update().get(pk=known.page).specific
    if page.latest_revision_id != known.revision:
        raise ValidationError(EDITED)
    before = list((page if page.live else page.get_latest_revision_as_object()).body.raw_data)
    page.title, page.summary, page.image_id = content.title, content.summary, content.image
    for name, value in content.facts.items():
        setattr(page, name, value)
    if content.owner is not None:
        page.owner_id = content.owner
    page.body = json.dumps(with_kept_ids(content.blocks, before))  # type: ignore[assignment]
    revision = page.save_revision(user=actor, log_action=True)
    if not content.draft:
        revision.publish(user=actor, skip_permission_checks=True)
    elif page.live:
        page.unpublish(user=actor)
    ImportedPage.objects.filter(pk=known.row).update(digest=content.digest, revision=revision)
    page_stewards_named.send(sender=ImportedPage, page=page, owner=content.owner, contact=content.contact)


def known_after(page: SourcePage, siblings: Sequence[SourcePage], known: dict[str, KnownPage]) -> int | None:
    """Return the key of the first page that is there already among those that stand behind a page."""
    paths = [sibling.path for sibling in siblings]
    behind = paths[paths.index(page.path) + 1 :]
    return next((known[path].page for path in behind if path in known), None)
