from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from cms.core.models import BackgroundTask

#: Who may look at background work that failed, and have it tried again.
RETRY_WORK = "core.retry_backgroundtask"


def failed_work(viewer: Any) -> QuerySet:
    """Return what failed for good, the latest first, with each of its tries."""
    if not viewer.has_perm(RETRY_WORK):
        raise PermissionDenied
    return BackgroundTask.objects.failed().order_by("-finished_at", "pk").prefetch_related("attempts")
