from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.core.progress import Progress
from cms.people.hr.columns import UnreadableFile
from cms.people.hr.reading import read_file
from cms.people.services.imports import import_people


class Command(BaseCommand):
    help = "Bring people up to date with a CSV file of the HR system. Its columns: see docs/operations.md."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *, file, dry_run, **options):
        try:
            found = read_file(file)
        except UnreadableFile as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        progress = Progress(self.stderr, _("People"), len(found.lines))
        report = import_people(file=found, dry_run=dry_run, step=progress.add)
        progress.finish()
        self._tell(report, dry_run=dry_run)
        if report.failed:
            raise SystemExit(1)

    def _tell(self, report, *, dry_run):
        if report.ignored:
            self.stdout.write(_("Columns that are not read: %(names)s.") % {"names": ", ".join(report.ignored)})
        for unit in report.units if dry_run else []:
            self.stdout.write(_("Unit that will be made: %(unit)s") % {"unit": unit})
        said = sorted(report.said) if dry_run else []
        for number, words in sorted([*said, *report.failed]):
            self.stdout.write(f"line {number}: {words}")
        self.stdout.write(report.summary())
        if dry_run:
            self.stdout.write(_("Nothing was changed: this was a dry run."))
