from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.core.services.ticks import run_due_jobs

#: Between these one can count on, back and forth, without leaving what a calendar holds.
YEARS = range(1900, 3000)


class Command(BaseCommand):
    help = "Run the periodic work that is due. Call it every minute; twice at once does no harm."

    def add_arguments(self, parser):
        parser.add_argument("--at", metavar="ISO", help="as if it were this time")

    def handle(self, *, at=None, **options):
        tick = run_due_jobs(at=moment(at))
        for name in tick.ran:
            self.stdout.write(name)
        if tick.failed:
            raise CommandError(f"These jobs failed, and will be tried again: {', '.join(tick.failed)}.")


def moment(text: str | None) -> datetime:
    """Return the time that an ISO text names, in the site's time zone unless it says another; now without a text."""
    if not text:
        return timezone.now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no ISO time such as 2026-03-31T09:00.") from error
    if found.year not in YEARS:
        raise CommandError(f"{text!r} is further away than any work.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
