from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.core.backups.refusals import Refused
from cms.core.backups.restoring import restore_backup


class Command(BaseCommand):
    help = "Put back the database and the files of a backup. Stop web server, worker and tick before."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--replace", action="store_true", help="although there are people and files here already")

    def handle(self, *, file, replace, **options):
        try:
            restore_backup(file, self.say, replace=replace)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
