"""The worker of django-tasks under its own name, with what `cms.core.worker` adds: nobody starts the other by mistake."""

import os
from typing import Any

from django.core.management.base import CommandError
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, run_with_reloader
from django_tasks_db.management.commands import db_worker

from cms.core.worker import worker_of


class Command(db_worker.Command):
    help = "Do the background work, until told to stop"

    def handle(self, *, verbosity: int, reload: bool, **options: Any) -> None:  # type: ignore[override]
        self.configure_logging(verbosity)
        if options["exclude_queues"] and "*" not in options["queue_name"].split(","):
            raise CommandError("--exclude-queues can only be used with --queue-name=*")
        worker = worker_of(options)
        if not reload or options["batch"]:
            worker.configure_signals()
            worker.run()
            return
        if os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            worker.configure_signals()
        run_with_reloader(worker.run)
