"""Put a tree of Markdown pages below the home page, and follow its files from then on.

Pages are made first and filled afterwards, so that they can link to each other. Each page is a transaction of its own: an
import that was interrupted goes on where it stopped when it is run again.
"""

import json
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.models import Page

from cms.pages.markdown import Note, Problem, SiteIndex, SourcePage, SourceTree, Targets, resolve_blocks
from cms.pages.markdown import check_links as links_of
from cms.pages.markdown.identity import with_kept_ids
from cms.pages.markdown.tree import title_of
from cms.pages.models import ContentPage, ImportedPage, ReferencePage, SectionPage
from cms.pages.services.import_files import store_files
from cms.pages.services.import_kinds import facts_of, kind_of
from cms.pages.services.import_places import (
    adopt_section,
    counterparts,
    home_in,
    join_translations,
    make_section,
    section_at,
)
from cms.pages.services.import_redirects import lead_from_old_addresses
from cms.pages.services.import_report import DRAFT_MARK, ImportReport, PageContent
from cms.pages.signals import page_stewards_named

logger = logging.getLogger(__name__)
EDITED = _lazy("The page was changed in the editor since its import, so it was not overwritten.")


def import_tree(
    *,
    actor: Any,
    tree: SourceTree,
    section: str,
    language: str = "",
    dry_run: bool = False,
    lead: bool = True,
    on_page: Callable[[str], None] = lambda _path: None,
) -> ImportReport:
    """Make the pages of a tree, or follow the changes of its files; what an editor changed since is not overwritten.

    `actor` is None for the operator at the command line, who needs no right in the product. `lead` is False for a
    caller that leads from the old addresses itself.
    """
    home = home_in(language or settings.LANGUAGE_CODE)
    place = section_at(home, section)
    report = ImportReport(
        section=place, left_out=tree.left_out, problems=[*tree.problems], notes=tree.notes, moved=tree.moved
    )
    if place is None and not dry_run:
        title = tree.root.title if tree.root.file else title_of(section)
        report.section = place = make_section(actor=actor, home=home, title=title, slug=section)
    index = SiteIndex(tree)
    report.links = links_of(tree, index)
    importer = _Import(actor, tree, index, place, report)
    if dry_run:
        importer.compare(on_page)
    else:
        importer.run(on_page)
        if lead:
            importer.lead()
    return report


class _Import:
    """One run: what the pages were when it began, and what it has done so far."""

    def __init__(
        self, actor: Any, tree: SourceTree, index: SiteIndex, section: SectionPage | None, report: ImportReport
    ) -> None:
        self.actor = actor
        self.tree = tree
        self.index = index
        self.section = section
        self.report = report
        rows = ImportedPage.objects.filter(section=section).select_related("page") if section else []
        self.known = {row.path: row for row in rows}
        self.counterparts = counterparts(section) if section else {}
        self.parents: dict[str, Page] = {}
        self.owners = _people_named({_owner_of(page) for page in tree.pages()} - {""})
        self.targets = Targets({})

    def run(self, on_page: Callable[[str], None]) -> None:
        """Store the files, make the missing pages, and fill those whose source changed."""
        assert self.section is not None  # noqa: S101 -- only a dry run has none
        self._store_files(self.section)
        self._make_missing(self.section)
        self._prepare()
        for page in self.tree.pages():
            row = self.known.get(page.path)
            if row is not None:
                self._guarded(page, partial(self._follow, page, row))
            on_page(page.path)

    def lead(self) -> None:
        """Lead from old addresses to what is live when everything is written."""
        assert self.section is not None  # noqa: S101 -- only a dry run has none
        named = [page for page in self.tree.pages() if page.redirect_from and page.path in self.known]
        keys = [self.known[page.path].page_id for page in named]
        live = Page.objects.live().in_bulk(keys) if keys else {}
        leading = [(page, live[key]) for page, key in zip(named, keys, strict=True) if key in live]
        lead_from_old_addresses(section=self.section, leading=leading, report=self.report)

    def compare(self, on_page: Callable[[str], None]) -> None:
        """Say what a run would do."""
        self._store_files(self.section, dry_run=True)
        self._prepare()
        for page in self.tree.pages():
            self._guarded(page, partial(self._compare, page))
            on_page(page.path)

    def _compare(self, page: SourcePage) -> None:
        row = self.known.get(page.path)
        if row is None:
            self.report.created.append(page.path)
        elif self._is_due(page, row, self._content(page)):
            self.report.changed.append(page.path)

    def _prepare(self) -> None:
        paths = {page.path for page in self.tree.pages()}
        self.report.gone = sorted(path for path in self.known if path and path not in paths)
        self.targets = Targets(
            {path: row.page_id for path, row in self.known.items()},
            self.report.files.images,
            self.report.files.documents,
        )
        self._note_owners()

    def _guarded(self, page: SourcePage, step: Callable[[], None]) -> None:
        """Do one step for one page; what goes wrong there is told, and the others go on."""
        try:
            step()
        except ValidationError as error:
            self._refuse(page, " ".join(error.messages))
        except Exception:
            logger.exception("Import of %s failed", page.path)
            self._refuse(page, _("The page could not be stored; the log says why."))

    def _refuse(self, page: SourcePage, reason: str) -> None:
        self.report.problems.append(Problem(page.file or page.path, reason))

    # --- files ----------------------------------------------------------------------------------------------------

    def _store_files(self, section: SectionPage | None, *, dry_run: bool = False) -> None:
        pages = list(self.tree.pages())
        images = dict.fromkeys(path for page in pages for path in page.image_paths)
        documents = dict.fromkeys(path for page in pages for path in page.document_paths)
        self.report.files = store_files(
            actor=self.actor,
            section=section,
            names=self._collection_names(section) if section else [""],
            dry_run=dry_run,
            parent=Path(self.tree.directory).resolve().parent,
            images=images,
            documents=documents,
        )
        for page in pages:
            for path in [*page.image_paths, *page.document_paths]:
                if reason := self.report.files.refused.get(path):
                    text = _("The file “%(name)s” was not stored: %(why)s.") % {"name": path, "why": reason}
                    self.report.notes.append(Note(page.file or page.path, 0, text))

    def _collection_names(self, section: SectionPage) -> list[str]:
        """Return the section's names: the one its file gives it, and the one it has."""
        written = [self.tree.root.title] if self.tree.root.file else []
        return list(dict.fromkeys([*written, section.title]))

    # --- pages ----------------------------------------------------------------------------------------------------

    def _make_missing(self, section: SectionPage) -> None:
        if "" not in self.known:
            self.known[""] = adopt_section(section)
        self.parents[""] = section
        waiting = [self.tree.root]
        while waiting:
            above = waiting.pop()
            for page in above.children:
                if page.path not in self.known:
                    self._guarded(page, partial(self._make, page, above, section))
                if page.path in self.known:
                    waiting.append(page)
                else:
                    self._refuse_below(page)

    def _refuse_below(self, page: SourcePage) -> None:
        for child in list(page.walk())[1:]:
            if child.path not in self.known:
                self._refuse(child, _("The page of its folder could not be made."))

    def _parent(self, path: str) -> Page:
        if path not in self.parents:
            self.parents[path] = self.known[path].page.specific
        return self.parents[path]

    @transaction.atomic
    def _make(self, source: SourcePage, above: SourcePage, section: SectionPage) -> None:
        """Make an empty page that is not live, with the line that says where it comes from."""
        parent = self._parent(above.path)
        if parent.get_children().filter(slug=source.slug).exists():
            raise ValidationError(
                _("There is already a page at “%(slug)s” that was not imported.") % {"slug": source.slug}
            )
        kind = kind_of(source, parent)
        facts = facts_of(source, kind)
        page = kind(title=source.title, slug=source.slug, locale=section.locale, live=False, **facts)
        if source.path in self.counterparts:
            join_translations(page, [self.counterparts[source.path]])
        parent.add_child(instance=page)
        self.parents[source.path] = page
        self.known[source.path] = ImportedPage.objects.create(section=section, page=page, path=source.path, digest="")

    def _follow(self, source: SourcePage, row: ImportedPage) -> None:
        content = self._content(source)
        if not self._is_due(source, row, content):
            return
        self._write(row, content)
        (self.report.changed if row.digest else self.report.created).append(source.path)

    def _is_due(self, source: SourcePage, row: ImportedPage, content: PageContent) -> bool:
        """Say whether a page must be written; one that must and may not is reported."""
        if row.digest == content.digest:
            self.report.unchanged.append(source.path)
            return False
        if not source.file and source.path == "" and not row.digest and row.page.live:
            # A section that people made, and a directory that says nothing about it.
            self.report.unchanged.append(source.path)
            return False
        withdrawn = row.digest and not row.digest.startswith(DRAFT_MARK) and not row.page.live
        if row.page.latest_revision_id != row.revision_id or withdrawn:
            self._refuse(source, str(EDITED))
            return False
        return True

    def _content(self, source: SourcePage) -> PageContent:
        blocks = resolve_blocks(self.index, source, self.targets)
        title = source.title
        if source.path == "" and not source.file and self.section:
            title = self.section.title
        row = self.known.get(source.path)
        kind = row.page.specific_class if row else kind_of(source, self.section) if self.section else ReferencePage
        return PageContent(
            facts=facts_of(source, kind or ReferencePage),
            title=title,
            summary=source.summary,
            draft=source.draft,
            owner=self.owners.get(_owner_of(source).lower()),
            image=self.report.files.images.get(source.picture) if source.picture else None,
            blocks=blocks,
        )

    def _write(self, row: ImportedPage, content: PageContent) -> None:
        with transaction.atomic():
            page: ContentPage = Page.objects.select_for_update().get(pk=row.page_id).specific
            if page.latest_revision_id != row.revision_id:
                raise ValidationError(EDITED)
            before = list((page if page.live else page.get_latest_revision_as_object()).body.raw_data)
            page.title, page.summary, page.image_id = content.title, content.summary, content.image
            for name, value in content.facts.items():
                setattr(page, name, value)
            if content.owner is not None:
                page.owner_id = content.owner
            page.body = json.dumps(with_kept_ids(content.blocks, before))  # type: ignore[assignment]
            revision = page.save_revision(user=self.actor, log_action=True)
            if not content.draft:
                revision.publish(user=self.actor, skip_permission_checks=True)
            elif page.live:
                page.unpublish(user=self.actor)
            ImportedPage.objects.filter(pk=row.pk).update(digest=content.digest, revision=revision)
            page_stewards_named.send(sender=ImportedPage, page=page, owner=content.owner, contact=None)

    def _note_owners(self) -> None:
        for page in self.tree.pages():
            owner = _owner_of(page)
            if owner and owner.lower() not in self.owners:
                text = _("The owner “%(name)s” is nobody's user name or address.") % {"name": owner[:100]}
                self.report.notes.append(Note(page.file or page.path, 1, text))


def _owner_of(page: SourcePage) -> str:
    owner = page.extra.get("owner")
    return owner.strip() if isinstance(owner, str) else ""


def _people_named(names: set[str]) -> dict[str, int]:
    """Return the keys of the people who have these user names or addresses, by the name in lower case."""
    found: dict[str, int] = {}
    wanted = {name.lower() for name in names}
    people = get_user_model().objects.annotate(name=Lower("username"), address=Lower("email"))
    people = people.filter(Q(name__in=wanted) | Q(address__in=wanted)) if wanted else people.none()
    for pk, name, address in people.values_list("pk", "name", "address"):
        found |= {address: pk, name: pk}
    return found
