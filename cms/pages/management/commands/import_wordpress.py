"""Import the export of a WordPress site as a section."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cms.core.progress import Progress
from cms.pages.management.commands.import_markdown import Command as ImportCommand
from cms.pages.markdown.tree import slug_of
from cms.pages.services.import_report import ImportReport
from cms.pages.services.wordpress import import_wordpress, read_wordpress


class Command(ImportCommand):
    help = "Import the export (WXR) of a WordPress site: pages as they hang, posts as news; repeated runs follow the export."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="the export, an XML file")
        parser.add_argument(
            "--section",
            default="",
            help="the address of the section below the home page; else made of the site's title",
        )
        parser.add_argument("--media", type=Path, help="the folder of uploads; else “uploads” beside the file")
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE, help="the language of the pages")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, file: Path, media: Path | None, **options: Any) -> None:  # type: ignore[override]
        self.media = media
        super().handle(directory=file, **options)

    def check_source(self, source: Path) -> None:
        if not source.is_file():
            raise CommandError(_("“%(path)s” is no file. Name the export that WordPress gave you.") % {"path": source})

    def run_import(self, source: Path, section: str, locale: str, *, dry_run: bool, quiet: bool) -> ImportReport:
        reading = Progress(self.stdout, _("Reading"), 1)
        tree = read_wordpress(path=source, media=self.media)
        if not quiet:
            reading.finish()
        progress = Progress(
            self.stdout, _("Comparing") if dry_run else _("Importing"), sum(1 for _page in tree.pages())
        )
        report = import_wordpress(
            actor=None,
            tree=tree,
            section=section or slug_of(tree.root.title),
            language=locale,
            dry_run=dry_run,
            on_page=(lambda _path: None) if quiet else progress.step,
        )
        if not quiet:
            progress.finish()
        return report
