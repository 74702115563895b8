"""The background worker: that of django-tasks, which says that it lives, tries again, and outlives its database."""

import time
from contextlib import suppress
from typing import Any

from django.db import Error, InterfaceError, OperationalError, connection
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from cms.core.models import BackgroundTask, WorkerBeat
from cms.core.pulse import Pulse
from cms.core.services.work import beat, give_back, leave

#: How long to wait for a database that went away, in seconds.
PAUSE = 5


class Worker(db_worker.Worker):
    def run(self) -> None:
        try:
            self.work_through_outages()
        finally:
            with suppress(Error):
                leave(worker_id=self.worker_id)

    def work_through_outages(self) -> None:
        while self.running:
            try:
                self.work()
            except (OperationalError, InterfaceError):
                if self.batch:
                    raise
                db_worker.logger.exception("The database does not answer; trying again in %s seconds", PAUSE)
                connection.close()
                time.sleep(PAUSE)
            else:
                return

    def work(self) -> None:
        """Work until told to stop, and say all the while that this worker lives."""
        beat(worker_id=self.worker_id)
        give_back(worker_id=self.worker_id)
        with Pulse(lambda: beat(worker_id=self.worker_id), every=WorkerBeat.EVERY):
            super().run()

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run a task; what fails is tried again by the rules of `BackgroundTask`."""
        super().run_task(BackgroundTask.objects.get(pk=db_task_result.pk))


def worker_of(options: dict[str, Any]) -> Worker:
    """Return the worker that the options of the command describe."""
    names = ("interval", "batch", "backend_name", "startup_delay", "max_tasks", "worker_id")
    return Worker(
        queue_names=options["queue_name"].split(","),
        excluded_queue_names=[name for name in options["exclude_queues"].split(",") if name],
        **{name: options[name] for name in names},
    )
