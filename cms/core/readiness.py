"""What the product needs to work, each in one line, for monitors and for the minute after an upgrade.

A line says whether a thing works and how long ago it was seen, and no more: it can be read without an account. Why
something does not work stands in the log.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error, connection, transaction
from django.utils import timezone

from cms.core.models import BackgroundTask, TickRun, WorkerBeat
from cms.core.tick import Job, jobs
from search.health import is_answering

logger = logging.getLogger(__name__)

#: All servers together have so many seconds to answer.
PATIENCE = 3
#: An answer serves all who ask within so many seconds, so that asking often costs little.
KEPT_FOR = 1.0
#: Nobody ticked for so long: nothing that is due by time happens.
TICK_GONE_AFTER = timedelta(minutes=5)
#: The longest statement of this page on PostgreSQL.
STATEMENT_TIMEOUT = "SET LOCAL statement_timeout = 2000"
#: How the names of files begin that are only there to see whether there can be one.
PROBE = "readyz-"
UNITS = [("d", 86400), ("h", 3600), ("min", 60), ("s", 1)]


class Line(NamedTuple):
    name: str
    said: str
    is_ok: bool = True

    def __str__(self) -> str:
        return f"{self.name}: {self.said}"


class Readiness:
    """The lines, asked for at most once in a moment by each process."""

    def __init__(self) -> None:
        self.kept_for = KEPT_FOR
        self._lock = Lock()
        self._asked_at = float("-inf")
        self._lines: list[Line] = []

    def lines(self) -> list[Line]:
        with self._lock:
            if monotonic() - self._asked_at >= self.kept_for:
                self._lines = ask()
                self._asked_at = monotonic()
            return self._lines


readiness = Readiness()
#: A thread for each: what hangs holds up itself alone, once.
_threads = {name: ThreadPoolExecutor(max_workers=1) for name in ("database", "cache", "search", "storage")}


def ask() -> list[Line]:
    """Ask everything that the product needs, the servers all at once."""
    deadline = monotonic() + PATIENCE
    asked = {
        name: _threads[name].submit(_answers, name, question)
        for name, question in (("cache", _cache), ("search", is_answering), ("storage", _storage))
    }
    database = _database(deadline)
    servers = [database, *(_line(name, answer, deadline) for name, answer in asked.items())]
    return servers + (_work() if database.is_ok else [Line("worker", "unknown", is_ok=False)])


def _line(name: str, answer: Future[bool], deadline: float) -> Line:
    try:
        is_ok = answer.result(timeout=max(deadline - monotonic(), 0))
    except TimeoutError:
        answer.cancel()
        is_ok = False
    return Line(name, "ok" if is_ok else "does not answer", is_ok)


def _answers(name: str, question: Callable[[], bool]) -> bool:
    try:
        return question()
    except Exception:
        logger.warning("%s does not answer", name, exc_info=True)
        return False


def _database(deadline: float) -> Line:
    if connection.vendor == "sqlite":
        return Line("database", "ok") if _answers("database", _select) else Line("database", "does not answer", False)
    # Elsewhere, because waiting for a server that is away takes longer than anybody wants to wait here.
    return _line("database", _threads["database"].submit(_answers, "database", _select_and_close), deadline)


def _select() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _select_and_close() -> bool:
    try:
        return _select()
    finally:
        connection.close()


def _cache() -> bool:
    key, value = f"{PROBE}{token_hex(8)}", token_hex(8)
    cache.set(key, value, timeout=10)
    found = cache.get(key) == value
    cache.delete(key)
    return found


def _storage() -> bool:
    name = default_storage.save(f"{PROBE}{token_hex(8)}", ContentFile(b"ready"))
    default_storage.delete(name)
    return True


def _work() -> list[Line]:
    now = timezone.now()
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(STATEMENT_TIMEOUT)
            return [_worker(now), *_queue(), *_ticks(now)]
    except Error:
        logger.warning("The tables of background work cannot be read", exc_info=True)
        return [Line("worker", "unknown", is_ok=False)]


def _worker(now: datetime) -> Line:
    seen = WorkerBeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if not seen:
        return Line("worker", "none", is_ok=False)
    is_there = abs(now - seen) <= WorkerBeat.GONE_AFTER
    return Line("worker", f"{'ok' if is_there else 'gone'}, seen {ago(now - seen)}", is_there)


def _queue() -> list[Line]:
    waiting, failed = BackgroundTask.objects.ready().count(), BackgroundTask.objects.failed().count()
    return [Line("waiting work", str(waiting)), Line("failed work", str(failed))]


def _ticks(now: datetime) -> Iterator[Line]:
    rows = {row.name: row for row in TickRun.objects.filter(name__in=[job.name for job in jobs()])}
    tries = [moment for row in rows.values() for moment in (row.tried_at, row.ran_at) if moment]
    if not tries:
        yield Line("tick", "none", is_ok=False)
        return
    is_there = abs(now - max(tries)) <= TICK_GONE_AFTER
    yield Line("tick", f"{'ok' if is_there else 'gone'}, last {ago(now - max(tries))}", is_there)
    for job in jobs():
        yield _job(job, rows.get(job.name), now)


def _job(job: Job, row: TickRun | None, now: datetime) -> Line:
    name = f"tick {job.name}"
    if row is None or not (row.ran_at or row.is_failing):
        return Line(name, "not yet")
    last = f"last done {ago(now - row.ran_at)}" if row.ran_at else "never done"
    is_late = not row.ran_at or job.is_late(ran_at=row.ran_at, at=now)
    if row.is_failing:
        return Line(name, f"failing, {last}", not is_late)
    return Line(name, f"{'late' if is_late else 'ok'}, {last}", not is_late)


def ago(age: timedelta) -> str:
    """Tell an age in its largest unit."""
    seconds = max(int(age.total_seconds()), 0)
    unit, size = next((unit, size) for unit, size in UNITS if seconds >= size or size == 1)
    return f"{seconds // size} {unit} ago"
