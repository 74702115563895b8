"""Periodic work, run by `manage.py tick` every minute.

An app registers a job with the time between two runs::

    @hooks.register("register_tick")
    def publish_what_is_due():
        return Job("publish_scheduled", every=timedelta(minutes=1), run=publish_scheduled)

A job runs in one process at a time, and is idempotent all the same: a process that died in the middle, or a clock that
jumped, may make it run once too many. After a long pause it runs once, not once for each time that was missed; what it
has to catch up it finds in its data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wagtail import hooks


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    run: Callable[[datetime], None]

    #: A job that failed is tried again after this time, or sooner when it is due more often.
    TRY_AGAIN = timedelta(minutes=5)
    #: A last run that lies further ahead was told by a wrong clock, and counts for nothing.
    CLOCKS_DIFFER = timedelta(minutes=10)

    def is_late(self, *, ran_at: datetime, at: datetime) -> bool:
        """Tell whether the job should have run long ago."""
        return at - ran_at > 2 * self.every + self.TRY_AGAIN


def jobs() -> list[Job]:
    """Return the registered jobs, in the order of the hooks."""
    return [register() for register in hooks.get_hooks("register_tick")]
