"""Each job runs when it is due, in one place, whatever the clock and the other jobs do."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail import hooks

from cms.core.models import TickRun
from cms.core.services.ticks import run_due_jobs, take_job
from cms.core.tick import Job

pytestmark = pytest.mark.django_db

START = timezone.now().replace(microsecond=0)


@pytest.fixture
def ran():
    """The times at which the job of these tests ran: due every five minutes."""
    times = []
    job = Job("count", every=timedelta(minutes=5), run=times.append)
    with hooks.register_temporarily("register_tick", lambda: job):
        yield times


def tick(**later):
    return run_due_jobs(at=START + timedelta(**later))


def fail(at):
    raise ValueError("Ada Example wrote this")


def test_job_runs_when_it_is_due_and_not_before(ran):
    for minutes in (0, 1, 5):
        call_command("tick", at=(START + timedelta(minutes=minutes)).isoformat(), verbosity=0)

    assert ran == [START, START + timedelta(minutes=5)]


def test_timer_that_comes_a_moment_early_does_not_make_a_job_wait(ran):
    tick()
    tick(minutes=4, seconds=59)

    assert len(ran) == 2


def test_failing_job_does_not_stop_the_others_and_is_remembered(ran):
    job = Job("fail", every=timedelta(hours=1), run=fail)

    with (
        hooks.register_temporarily("register_tick", lambda: job, order=-1),
        pytest.raises(CommandError, match="These jobs failed, and will be tried again: fail"),
    ):
        call_command("tick", at=START.isoformat(), verbosity=0)

    row = TickRun.objects.get(name="fail")
    assert ran == [START]
    assert (row.ran_at, row.failed_at, row.is_failing) == (None, START, True)
    assert row.failure.startswith("ValueError in tests/cms/core/test_tick.py:")


def test_failed_job_is_tried_again_after_a_pause():
    tried = []
    job = Job("fail", every=timedelta(hours=1), run=lambda at: (tried.append(at), fail(at)))

    with hooks.register_temporarily("register_tick", lambda: job):
        for minutes in (0, 1, 4, 5):
            tick(minutes=minutes)

    assert tried == [START, START + timedelta(minutes=5)]


def test_job_that_recovers_is_not_failing_any_more(ran):
    TickRun.objects.create(name="count", tried_at=START, failed_at=START, failure="ValueError")

    tick(minutes=5)

    row = TickRun.objects.get(name="count")
    assert (row.ran_at, row.is_failing) == (START + timedelta(minutes=5), False)


def test_clock_that_jumped_ahead_runs_a_job_once_and_stops_it_for_ever_never(ran):
    tick()
    tick(days=366)
    tick(days=366, minutes=1)
    tick(minutes=1)
    tick(minutes=2)
    tick(minutes=6)

    later = [0, 366 * 24 * 60, 1, 6]
    assert ran == [START + timedelta(minutes=minutes) for minutes in later]


def test_clock_that_went_back_a_day_does_not_stop_a_job(ran):
    tick()
    tick(days=-1)
    tick(days=-1, minutes=1)
    tick(days=-1, minutes=5)

    assert ran == [START, START - timedelta(days=1), START - timedelta(days=1) + timedelta(minutes=5)]


def test_tick_that_comes_a_moment_late_runs_nothing_again(ran):
    tick()
    tick(seconds=-30)

    assert ran == [START]


def test_job_belongs_to_one_process_at_a_time(ran):
    job = Job("count", every=timedelta(minutes=5), run=ran.append)

    assert take_job(job=job, at=START)
    assert take_job(job=job, at=START + timedelta(hours=1)) is None


@pytest.mark.parametrize("days", [-1, 1])
def test_job_of_a_process_that_died_is_taken_again(ran, days):
    job = Job("count", every=timedelta(minutes=5), run=ran.append)
    take_job(job=job, at=START)
    TickRun.objects.update(held_until=timezone.now() + timedelta(days=days))

    tick()

    assert ran == [START]


def test_two_ticks_at_once_run_a_job_once(processes):
    first, second = (
        processes.start("-m", "tests.cms.core.chores", "tick"),
        processes.start("-m", "tests.cms.core.chores", "tick"),
    )

    said = [process.communicate(timeout=120)[0] for process in (first, second)]

    assert processes.log == ["began", "done"], said
    assert [first.returncode, second.returncode] == [0, 0], said


def test_wrong_time_is_explained():
    with pytest.raises(CommandError, match="is no ISO time"):
        call_command("tick", at="yesterday")


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_time_at_the_end_of_the_calendar_is_explained(at):
    with pytest.raises(CommandError, match="further away than any work"):
        call_command("tick", at=at)
