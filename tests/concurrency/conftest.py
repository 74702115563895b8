"""Two people at once, with real threads and connections, on a server that locks rows."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction

from cms.core.exceptions import DomainError

PATIENCE = 20  # seconds


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/concurrency/" in item.nodeid:
            item.add_marker(pytest.mark.postgresql)


def answer_of(work):
    """Do the work; return what it gives, or the rule that it broke."""
    try:
        return work()
    except (DomainError, PermissionDenied) as error:
        return error


def _in_a_thread(work):
    try:
        return answer_of(work)
    finally:
        connections.close_all()


@pytest.fixture
def overlap(committed):
    """Let the second begin when the first has done its work but not committed it; return both answers.

    The second either goes through, or waits for a row that the first holds until the first has committed.
    """

    def run(first, second):
        with ThreadPoolExecutor(1) as other:
            with transaction.atomic():
                one = answer_of(first)
                waiting = other.submit(_in_a_thread, second)
                _until_done_or_blocked(waiting)
            return one, waiting.result(PATIENCE)

    return run


def _until_done_or_blocked(waiting):
    deadline = time.monotonic() + PATIENCE
    while not waiting.done() and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)


@pytest.fixture
def together(committed):
    """Let all begin at the same moment, each on a connection of its own; return their answers."""

    def run(*works):
        start = Barrier(len(works))

        def begin(work):
            connection.ensure_connection()
            start.wait(PATIENCE)
            return work()

        with ThreadPoolExecutor(len(works)) as people:
            waiting = [people.submit(_in_a_thread, lambda work=work: begin(work)) for work in works]
            return [one.result(PATIENCE) for one in waiting]

    return run
