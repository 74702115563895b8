from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.core.backups.making import make_backup, readable
from cms.core.backups.refusals import Refused


class Command(BaseCommand):
    help = "Save the database and the uploaded files in one file, while people go on working."

    def add_arguments(self, parser):
        parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="a new .tar.gz file, or a folder")

    def handle(self, *, out, **options):
        try:
            made = make_backup(out, self.say)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.say(
            f"{made} ({readable(made.stat().st_size)}). It holds all that people wrote: keep it where few can read it."
        )

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
