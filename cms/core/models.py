from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max
from django_tasks_db.utils import retry

from cms.core.failures import MAX_REASON, Failure, describe


class Audience(models.Model):
    """One distinct rule about who may see something. `key` names the rule; two equal rules are one row."""

    EVERYONE = "everyone"
    NOBODY = "nobody"

    key = models.CharField(_("key"), max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=20, db_index=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self):
        return self.key


class Requirement(models.Model):
    """One restriction that an audience demands; a viewer belongs to the audience when all of them are satisfied."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="requirements")
    restriction_id = models.PositiveBigIntegerField(_("restriction"), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "restriction_id"], name="requirement_once")]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self):
        return f"{self.audience_id}: {self.restriction_id}"


class TickRun(models.Model):
    """When a periodic job last did its work, who holds it now, and how it last failed."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    ran_at = models.DateTimeField(_("last run"), null=True)
    tried_at = models.DateTimeField(_("last try"), null=True)
    failed_at = models.DateTimeField(_("last failure"), null=True)
    failure = models.CharField(_("reason of the last failure"), max_length=MAX_REASON, blank=True, db_default="")
    #: The job is somebody's until then, if that is near; by the clock on the wall, whatever time the tick was told.
    held_until = models.DateTimeField(_("held until"), null=True)
    holder = models.UUIDField(_("holder"), null=True)

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self):
        return self.name

    @property
    def is_failing(self):
        """Whether the last try went wrong."""
        return bool(self.failed_at and self.failed_at == self.tried_at)


class BackgroundTaskQuerySet(DBTaskResultQuerySet):
    def retried(self):
        """Those that failed and wait for their next try."""
        failed = FailedAttempt.objects.filter(task=models.OuterRef("pk"))
        return self.filter(models.Exists(failed), status=TaskResultStatus.READY, run_after__lt=get_date_max())


class BackgroundTask(DBTaskResult):
    """A row of the queue that is tried again, after growing waits, before it has failed for good.

    `worker_ids` has one entry a try. What is READY after a failure waits until `run_after`; FAILED means for good, and
    until an operator says to try again.
    """

    objects: ClassVar[Any] = BackgroundTaskQuerySet.as_manager()

    class Meta:
        proxy = True
        default_permissions = ()
        permissions = [("retry_backgroundtask", _("Can see background work that failed, and try it again"))]
        verbose_name = _("background task")
        verbose_name_plural = _("background tasks")

    @property
    def waits(self) -> list[timedelta]:
        """How long this kind of task waits before each further try."""
        seconds = settings.TASK_RETRIES.get(self.task_path, settings.TASK_RETRIES["default"])
        return [timedelta(seconds=wait) for wait in seconds]

    @retry()
    def set_failed(self, exc: BaseException) -> None:
        """Keep what went wrong, and wait for the next try, or give up after the last. The worker calls this."""
        self.end_attempt(describe(exc))

    @transaction.atomic
    def end_attempt(self, failure: Failure) -> None:
        """Keep a failed try with its reason, and decide what comes next."""
        now = timezone.now()
        self.attempts.create(started_at=self.started_at, failed_at=now, reason=failure.reason, details=failure.details)
        tries = len(self.worker_ids)
        values: dict[str, Any]
        if tries <= len(self.waits):
            values = {"status": TaskResultStatus.READY, "run_after": now + self.waits[max(tries, 1) - 1]}
        else:
            values = {"status": TaskResultStatus.FAILED, "finished_at": now}
        values |= {"exception_class_path": failure.kind, "traceback": failure.details}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=values)


class FailedAttempt(models.Model):
    """One try of a background task that went wrong. It holds nothing that people wrote; see `cms.core.failures`."""

    task = models.ForeignKey(DBTaskResult, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("task"))
    started_at = models.DateTimeField(_("started at"), null=True)
    failed_at = models.DateTimeField(_("failed at"))
    reason = models.CharField(_("reason"), max_length=MAX_REASON)
    details = models.TextField(_("details"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("failed attempt")
        verbose_name_plural = _("failed attempts")

    def __str__(self):
        return self.reason


class WorkerBeat(models.Model):
    """A background worker that is at work, and when it last said so."""

    #: How often a worker says that it lives.
    EVERY = timedelta(seconds=15)
    #: A worker that was silent for so long is gone.
    GONE_AFTER = timedelta(minutes=2)

    worker_id = models.CharField(_("worker"), max_length=64, unique=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("background worker")
        verbose_name_plural = _("background workers")

    def __str__(self):
        return self.worker_id
