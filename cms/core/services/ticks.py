"""Run periodic work: each job by one process at a time, each job whatever happened to the others."""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db.models import F, Q
from django.utils import timezone

from cms.core.failures import describe
from cms.core.models import TickRun
from cms.core.pulse import Pulse
from cms.core.tick import Job, jobs

logger = logging.getLogger(__name__)

#: For so long a job belongs to the process that took it; it says again and again that it still works.
HELD_FOR = timedelta(minutes=2)
HOLD_AGAIN = HELD_FOR / 4
#: No timer is exact: a job that is due a moment after the tick does not wait for the next one.
SLACK = timedelta(seconds=15)


class Tick(NamedTuple):
    """The names of the jobs that were done, and of those that failed."""

    ran: list[str]
    failed: list[str]


def run_due_jobs(*, at: datetime) -> Tick:
    """Run the periodic jobs that are due at a time. One that fails does not stop the others."""
    tick = Tick([], [])
    for job in jobs():
        holder = take_job(job=job, at=at)
        if holder:
            done = _run(job, at, holder)
            (tick.ran if done else tick.failed).append(job.name)
    return tick


def take_job(*, job: Job, at: datetime) -> UUID | None:
    """Take a job that is due and that nobody works on; return the proof of it, or nothing.

    One conditional statement decides, so of two processes that ask at once one gets the job and the other does not.
    """
    TickRun.objects.get_or_create(name=job.name)
    now = timezone.now()
    holder = uuid4()
    # Whose hold ends further ahead than any hold lasts took it by a clock that was wrong.
    free = Q(held_until=None) | Q(held_until__lte=now) | Q(held_until__gt=now + HELD_FOR + job.CLOCKS_DIFFER)
    taken = TickRun.objects.filter(free, _due(job, at), name=job.name).update(
        held_until=now + HELD_FOR, holder=holder, tried_at=at
    )
    return holder if taken else None


def _due(job: Job, at: datetime) -> Q:
    never = Q(ran_at=None)
    long_ago = Q(ran_at__lte=at - job.every + min(SLACK, job.every / 4)) | Q(ran_at__gt=at + job.CLOCKS_DIFFER)
    failed = Q(failed_at__isnull=False, failed_at=F("tried_at"))
    rested = Q(tried_at__lte=at - min(job.every, job.TRY_AGAIN)) | Q(tried_at__gt=at + job.CLOCKS_DIFFER)
    return (never | long_ago) & (~failed | rested)


def _run(job: Job, at: datetime, holder: UUID) -> bool:
    with Pulse(lambda: _hold(job, holder), every=HOLD_AGAIN):
        try:
            job.run(at)
        except Exception as error:
            logger.exception("The periodic job %s failed", job.name)
            _let_go(job, holder, failed_at=at, failure=describe(error).reason)
            return False
    _let_go(job, holder, ran_at=at)
    return True


def _hold(job: Job, holder: UUID) -> None:
    TickRun.objects.filter(name=job.name, holder=holder).update(held_until=timezone.now() + HELD_FOR)


def _let_go(job: Job, holder: UUID, **outcome: datetime | str) -> None:
    TickRun.objects.filter(name=job.name, holder=holder).update(held_until=None, holder=None, **outcome)
