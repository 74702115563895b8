"""Say now and then that this process is alive, while it is busy with something else."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType

from django.db import Error, connection

logger = logging.getLogger(__name__)


class Pulse:
    """Call `beat` every so often in a thread with a connection of its own, from the end of the first pause on.

    A beat that the database refuses is logged and left out: the next one comes soon.
    """

    def __init__(self, beat: Callable[[], None], every: timedelta):
        self.beat = beat
        self.every = every
        self.stopped = Event()
        self.thread = Thread(target=self._run, daemon=True, name="pulse")

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        self.thread.join()

    def _run(self) -> None:
        while not self.stopped.wait(self.every.total_seconds()):
            try:
                self.beat()
            except Error:
                logger.warning("A sign of life could not be written", exc_info=True)
            finally:
                connection.close()
