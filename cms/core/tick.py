"""Periodic work, run by `manage.py tick` every minute.

An app registers a job with the time between two runs::

    @hooks.register("register_tick")
    def publish_what_is_due():
        return Job("publish_scheduled", every=timedelta(minutes=1), run=publish_scheduled)

A job is idempotent: two ticks at once, or one too many, change nothing.
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


def jobs() -> list[Job]:
    """Return the registered jobs, in the order of the hooks."""
    return [register() for register in hooks.get_hooks("register_tick")]
