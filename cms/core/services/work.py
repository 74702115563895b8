"""Background work that went wrong: tried again, picked up from a worker that died, shown and retried by operators."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus

from cms.core.failures import STOPPED, Failure
from cms.core.models import BackgroundTask, WorkerBeat
from cms.core.selectors import RETRY_WORK

#: For so long a task that was done stays in the queue, for whoever looks for it.
DONE_KEPT_FOR = timedelta(days=1)
#: For so long one that failed for good waits for an operator.
FAILED_KEPT_FOR = timedelta(days=90)
CHUNK = 1000


def beat(*, worker_id: str) -> None:
    """Say that a worker is alive."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": timezone.now()})


def leave(*, worker_id: str) -> None:
    """Say that a worker has stopped in order."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()


def pick_up_lost_work(*, now: datetime) -> int:
    """Give back to the queue what a dead worker left, and return how many. It counts as a try, and may run twice."""
    WorkerBeat.objects.exclude(seen_at__range=_around(now, WorkerBeat.GONE_AFTER)).delete()
    alive = set(WorkerBeat.objects.values_list("worker_id", flat=True))
    return sum(
        _pick_up(task.pk, task.worker_ids)
        for task in _running().only("pk", "worker_ids", "started_at")
        if _is_lost(task, alive, now)
    )


def give_back(*, worker_id: str) -> int:
    """Give back to the queue what a worker of this name was at when it was stopped or lost its database."""
    running = _running().only("pk", "worker_ids")
    return sum(_pick_up(task.pk, task.worker_ids) for task in running if task.worker_ids[-1:] == [worker_id])


def _is_lost(task: BackgroundTask, alive: set[str], now: datetime) -> bool:
    running_for = abs(now - task.started_at) if task.started_at else timedelta.max
    if running_for < WorkerBeat.GONE_AFTER:
        return False
    is_orphan = not alive.intersection(task.worker_ids[-1:])
    return is_orphan or running_for > timedelta(seconds=settings.TASK_TIME_LIMIT)


@transaction.atomic
def _pick_up(pk: UUID, worker_ids: list[str]) -> bool:
    task = _running().select_for_update().filter(pk=pk).first()
    if not task or task.worker_ids != worker_ids:
        return False  # It was finished, or somebody picked it up, since we looked.
    task.end_attempt(Failure(reason=str(STOPPED)))
    return True


def mend_waits(*, now: datetime) -> int:
    """Let wait no task longer than it may: a clock that was ahead when it failed put its next try too far away."""
    longest = max(max(waits, default=0) for waits in settings.TASK_RETRIES.values())
    too_far = BackgroundTask.objects.retried().filter(run_after__gt=now + timedelta(seconds=longest))
    return too_far.update(run_after=now)


def prune_work(*, now: datetime) -> int:
    """Forget what was done a day ago, and what failed for good and nobody asked for in months; return how many."""
    done = BackgroundTask.objects.successful().filter(finished_at__lt=now - DONE_KEPT_FOR)
    failed = BackgroundTask.objects.failed().filter(finished_at__lt=now - FAILED_KEPT_FOR)
    return sum(_delete_in_chunks(old) for old in (done, failed))


def _delete_in_chunks(rows: Any) -> int:
    count = 0
    while chunk := list(rows.order_by().values_list("pk", flat=True)[:CHUNK]):
        BackgroundTask.objects.filter(pk__in=chunk).delete()
        count += len(chunk)
    return count


def retry_work(*, actor: Any, ids: Iterable[UUID] | None = None) -> int:
    """Put work that failed for good into the queue again, with all its tries; all of it without ids."""
    if not actor.has_perm(RETRY_WORK):
        raise PermissionDenied
    failed = BackgroundTask.objects.failed()
    if ids is not None:
        failed = failed.filter(pk__in=list(ids))
    return failed.update(status=TaskResultStatus.READY, run_after=timezone.now(), finished_at=None, worker_ids=[])


def _running() -> Any:
    return BackgroundTask.objects.running()


def _around(now: datetime, span: timedelta) -> tuple[datetime, datetime]:
    return now - span, now + span
