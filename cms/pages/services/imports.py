"""Put a tree of Markdown pages below the home page, and follow its files from then on.

Pages are made first and filled afterwards, so that they can link to each other. Each page is a transaction of its own: an
import that was interrupted goes on where it stopped when it is run again.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.markdown import Note, Problem, SiteIndex, SourcePage, SourceTree, Targets, resolve_blocks
from cms.pages.markdown import check_links as links_of
from cms.pages.markdown.source import Link
from cms.pages.markdown.tree import title_of
from cms.pages.models import ReferencePage, SectionPage
from cms.pages.services.import_files import store_files
from cms.pages.services.import_kinds import facts_of, kind_of
from cms.pages.services.import_pages import EDITED, KnownPage, known_after, known_pages, make_page, write_page
from cms.pages.services.import_places import adopt_section, counterparts, home_in, make_section, section_at
from cms.pages.services.import_redirects import lead_from_old_addresses
from cms.pages.services.import_report import ImportReport, PageContent
from cms.pages.services.import_stewards import Stewards
from cms.pages.services.tags import add_tags

logger = logging.getLogger(__name__)


def import_tree(
    *,
    actor: Any,
    tree: SourceTree,
    section: str,
    language: str = "",
    dry_run: bool = False,
    on_page: Callable[[str], None] = lambda _path: None,
) -> ImportReport:
    """Make the pages of a tree, or follow the changes of its files; what an editor changed since is not overwritten.

    `actor` is None for the operator at the command line, who needs no right in the product.
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
        importer.tag()
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
        self.known = known_pages(section) if section else {}
        self.counterparts = counterparts(section) if section else {}
        self.stewards = Stewards(tree.pages())
        self.targets = Targets({})

    def run(self, on_page: Callable[[str], None]) -> None:
        """Store the files, make the missing pages, and fill those whose source changed."""
        assert self.section is not None  # noqa: S101 -- only a dry run has none
        self._store_files(self.section)
        self._make_missing(self.section)
        self._prepare()
        for page in self.tree.pages():
            known = self.known.get(page.path)
            if known is not None:
                self._guarded(page, partial(self._follow, page, known))
            on_page(page.path)

    def tag(self) -> None:
        """File the pages under the words that their files name."""
        named = {self.known[page.path].page: page.tags for page in self.tree.pages() if page.path in self.known}
        add_tags({key: names for key, names in named.items() if names})

    def lead(self) -> None:
        """Lead from old addresses to what is live when everything is written."""
        assert self.section is not None  # noqa: S101 -- only a dry run has none
        live = Page.objects.live().filter(imported_from__section=self.section).only("translation_key").in_bulk()
        leading = [
            (source, live[self.known[page.path].page])
            for source, page in [*((page, page) for page in self.tree.pages()), *self._moved()]
            if page.path in self.known and self.known[page.path].page in live
        ]
        lead_from_old_addresses(section=self.section, leading=leading, report=self.report)

    def _moved(self) -> Iterator[tuple[SourcePage, SourcePage]]:
        """Yield the files that only say where their page went, each with the page that is there."""
        for moved in self.tree.moved:
            target = self.index.place(Link("", "page", moved.target, 1), self.tree.root).page
            if target is not None:
                former = SourcePage(moved.path, "", "", file=moved.path, redirect_from=moved.addresses)
                yield former, target

    def compare(self, on_page: Callable[[str], None]) -> None:
        """Say what a run would do."""
        self._store_files(self.section, dry_run=True)
        self._prepare()
        for page in self.tree.pages():
            self._guarded(page, partial(self._compare, page))
            on_page(page.path)

    def _compare(self, page: SourcePage) -> None:
        known = self.known.get(page.path)
        if known is None:
            self.report.created.append(page.path)
        elif self._is_due(page, known, self._content(page)):
            self.report.changed.append(page.path)

    def _prepare(self) -> None:
        paths = {page.path for page in self.tree.pages()}
        self.report.gone = sorted(path for path in self.known if path and path not in paths)
        self.targets = Targets(
            {path: known.page for path, known in self.known.items()},
            self.report.files.images,
            self.report.files.documents,
        )
        self.report.notes.extend(self.stewards.unknown(self.tree.pages()))

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
        images = dict.fromkeys((path for page in pages for path in page.image_paths), "")
        documents: dict[str, str] = {}
        for path, title in (named for page in pages for named in page.document_titles.items()):
            documents[path] = documents.get(path) or title
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
            for path in [*page.image_paths, *page.document_titles]:
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
            adopt_section(section)
            self.known |= known_pages(section)
        waiting = [self.tree.root]
        while waiting:
            above = waiting.pop()
            if any(page.path not in self.known for page in above.children):
                self._make_below(above, section)
            waiting.extend(page for page in above.children if page.path in self.known)

    def _make_below(self, above: SourcePage, section: SectionPage) -> None:
        parent = Page.objects.get(pk=self.known[above.path].page).specific
        for page in above.children:
            if page.path not in self.known:
                self._guarded(page, partial(self._make, page, above, parent, section))
            if page.path not in self.known:
                self._refuse_below(page)

    def _refuse_below(self, page: SourcePage) -> None:
        for child in list(page.walk())[1:]:
            if child.path not in self.known:
                self._refuse(child, _("The page of its folder could not be made."))

    def _make(self, source: SourcePage, above: SourcePage, parent: Page, section: SectionPage) -> None:
        self.known[source.path] = make_page(
            source=source,
            parent=parent,
            section=section,
            before=known_after(source, above.children, self.known),
            counterpart=self.counterparts.get(source.path),
        )

    def _follow(self, source: SourcePage, known: KnownPage) -> None:
        content = self._content(source)
        if not self._is_due(source, known, content):
            return
        write_page(actor=self.actor, known=known, content=content)
        (self.report.created if known.is_fresh else self.report.changed).append(source.path)

    def _is_due(self, source: SourcePage, known: KnownPage, content: PageContent) -> bool:
        """Say whether a page must be written; one that must and may not is reported."""
        # A section that people made, and a directory that says nothing about it.
        is_theirs = not source.file and source.path == "" and known.is_fresh and known.live
        if known.digest == content.digest or is_theirs:
            self.report.unchanged.append(source.path)
            return False
        if known.was_edited:
            self._refuse(source, str(EDITED))
            return False
        return True

    def _content(self, source: SourcePage) -> PageContent:
        title = source.title
        if source.path == "" and not source.file and self.section:
            title = self.section.title
        known = self.known.get(source.path)
        kind = known.kind if known else kind_of(source, self.section) if self.section else ReferencePage
        named = self.stewards.of(source)
        return PageContent(
            facts=facts_of(source, kind),
            title=title,
            summary=source.summary,
            draft=source.draft,
            owner=named.owner,
            contact=named.contact,
            image=self.report.files.images.get(source.picture) if source.picture else None,
            blocks=resolve_blocks(self.index, source, self.targets),
        )
