from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet

from cms.core.models import BackgroundTask, TickRun

#: Who may look at background work that failed, and have it tried again.
RETRY_WORK = "core.retry_backgroundtask"


def failed_work(viewer: Any) -> QuerySet:
    """Return what failed for good, the latest first, with each of its tries."""
    _require_operator(viewer)
    return BackgroundTask.objects.failed().order_by("-finished_at", "pk").prefetch_related("attempts")


def retried_count(viewer: Any) -> int:
    """Return how much failed at least once and waits for its next try."""
    _require_operator(viewer)
    return BackgroundTask.objects.retried().count()


def failing_jobs(viewer: Any) -> QuerySet[TickRun]:
    """Return the periodic work whose last try went wrong."""
    _require_operator(viewer)
    return TickRun.objects.filter(failed_at__isnull=False, failed_at=F("tried_at")).order_by("name")


def _require_operator(viewer: Any) -> None:
    if not viewer.has_perm(RETRY_WORK):
        raise PermissionDenied
