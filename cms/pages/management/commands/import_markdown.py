"""Import a directory of Markdown files as a section of the reference."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.exceptions import DomainError
from cms.core.progress import Progress
from cms.pages.markdown import Note, Problem, SourceTree, read_tree
from cms.pages.markdown.tree import page_files
from cms.pages.services.imports import ImportReport, import_tree


class Command(BaseCommand):
    help = "Import a directory of Markdown files: folders become pages below the section, and repeated runs follow the files."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("directory", type=Path, help="the content's root")
        parser.add_argument("--section", required=True, help="the address of the section below the home page")
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE, help="the language of the pages")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, directory: Path, section: str, locale: str, dry_run: bool, **options: Any) -> None:
        self.check_source(directory)
        quiet = options.get("verbosity", 1) == 0
        try:
            report = self.run_import(directory, section, locale, dry_run=dry_run, quiet=quiet)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            self.stdout.write("")
            raise CommandError(_("Interrupted. What went in stays; run the command again to go on.")) from error
        self.tell(report, dry_run=dry_run, quiet=quiet)
        if report.problems:
            count = len(report.problems)
            raise CommandError(
                ngettext("%(count)d file did not go in.", "%(count)d files did not go in.", count) % {"count": count}
            )

    def check_source(self, directory: Path) -> None:
        if not directory.is_dir():
            raise CommandError(
                _("“%(path)s” is no directory. Name the folder that holds the Markdown files.") % {"path": directory}
            )

    def run_import(self, directory: Path, section: str, locale: str, *, dry_run: bool, quiet: bool) -> ImportReport:
        tree = self.read(directory, quiet=quiet)
        progress = Progress(
            self.stdout, _("Comparing") if dry_run else _("Importing"), sum(1 for _page in tree.pages())
        )
        report = import_tree(
            actor=None,
            tree=tree,
            section=section,
            language=locale,
            dry_run=dry_run,
            on_page=(lambda _path: None) if quiet else progress.step,
        )
        if not quiet:
            progress.finish()
        return report

    def read(self, directory: Path, *, quiet: bool) -> SourceTree:
        progress = Progress(self.stdout, _("Reading"), len(page_files(directory)))
        tree = read_tree(directory, on_file=(lambda _path: None) if quiet else progress.step)
        if not quiet:
            progress.finish()
        return tree

    def tell(self, report: ImportReport, *, dry_run: bool, quiet: bool) -> None:
        if not quiet:
            self.tell_list(_("Noted:"), report.notes)
            self.tell_list(_("Links without a target:"), report.links.unresolved)
            self.tell_list(_("Links to a part that is not there:"), report.links.without_anchor)
            self.tell_list(_("Left out:"), report.left_out)
            self.tell_paths(
                _("Files without text, which only say where their page went; links to them lead there:"),
                [f"{moved.path} -> {moved.target}" for moved in report.moved],
            )
            self.tell_paths(_("No longer in the directory; their pages stay until somebody deletes them:"), report.gone)
        self.tell_list(_("Did not go in:"), report.problems)
        if not quiet:
            self.tell_figures(report, dry_run=dry_run)

    def tell_list(self, title: str, items: Iterable[Note | Problem]) -> None:
        lines = [f"  {place(item)}: {item.text if isinstance(item, Note) else item.reason}" for item in items]
        if lines:
            self.stdout.write("\n".join([title, *lines]))

    def tell_paths(self, title: str, paths: list[str]) -> None:
        if paths:
            self.stdout.write("\n".join([title, *(f"  {path}" for path in paths)]))

    def tell_figures(self, report: ImportReport, *, dry_run: bool) -> None:
        figures = {
            "new": len(report.created),
            "changed": len(report.changed),
            "same": len(report.unchanged),
            "files": report.files.stored,
            "links": report.links.resolved,
            "lost": len(report.links.unresolved),
        }
        said = _(
            "Pages: %(new)d new, %(changed)d changed, %(same)d unchanged. Pictures and documents stored: %(files)d."
        )
        links = _("Links between pages: %(links)d lead to their page, %(lost)d lead nowhere.")
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed. This is what would happen."))
        self.stdout.write(f"{said % figures}\n{links % figures}")


def place(item: Note | Problem) -> str:
    """Return a file, and the line when it is known."""
    return f"{item.path or '.'}:{item.line}" if item.line else item.path or "."
