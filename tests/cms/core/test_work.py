"""Background work is tried again, is never lost with its worker, and is shown when it failed for good."""

import signal
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus

from cms.core.models import BackgroundTask, WorkerBeat
from cms.core.services import work
from tests.cms.core import chores

pytestmark = pytest.mark.django_db


def the_task():
    return BackgroundTask.objects.get()


def time_passes(**span):
    """Let the waiting tasks become due."""
    now = timezone.now()
    for task in BackgroundTask.objects.retried():
        task.run_after = task.run_after - timedelta(**span) if span else now
        task.save(update_fields=["run_after"])


def running(*, worker, since):
    """A task that a worker took a while ago."""
    chores.fail.enqueue("words")
    task = the_task()
    task.claim(worker)
    BackgroundTask.objects.update(started_at=timezone.now() - since)
    return task


def test_failed_task_waits_longer_each_time_and_then_failed_for_good(run_tasks):
    chores.fail.enqueue("words")
    waits = []

    for _try in range(4):
        run_tasks()
        task = the_task()
        waits.append(round((task.run_after - timezone.now()).total_seconds() / 60))
        run_tasks()  # Nothing is due.
        assert len(the_task().worker_ids) == _try + 1
        time_passes()

    assert waits[:3] == [1, 5, 25]
    assert task.status == TaskResultStatus.FAILED
    reasons = [attempt.reason.partition(":")[0] for attempt in task.attempts.all()]
    assert reasons == ["ValueError in tests/cms/core/chores.py"] * 4


def test_waits_can_be_chosen_for_a_task(run_tasks, settings):
    settings.TASK_RETRIES = {"default": [60], "tests.cms.core.chores.fail": []}
    chores.fail.enqueue("words")

    run_tasks()

    assert the_task().status == TaskResultStatus.FAILED


def test_second_try_that_works_is_a_success(run_tasks, tmp_path):
    chores.fail_once.enqueue(str(tmp_path / "tried"))

    run_tasks()
    time_passes()
    run_tasks()

    assert the_task().status == TaskResultStatus.SUCCESSFUL
    assert [attempt.reason for attempt in the_task().attempts.all()] == ["ConnectionRefusedError: Connection refused"]


def test_nothing_that_people_wrote_is_kept_with_a_failure(run_tasks):
    chores.fail.enqueue("Ada Example wrote this")
    chores.fail_by_rule.enqueue()

    run_tasks()

    kept = [
        (task.traceback, *task.attempts.values_list("reason", "details").get()) for task in BackgroundTask.objects.all()
    ]
    assert "Ada" not in str(kept)
    by_rule, by_accident = sorted((row[1] for row in kept), reverse=True)
    assert by_rule == "tests.cms.core.chores.TooLate: too_late"
    assert by_accident.startswith("ValueError in tests/cms/core/chores.py:")
    assert all("tests/cms/core/chores.py" in row[2] for row in kept)


def test_task_whose_code_is_gone_is_tried_again_like_others(run_tasks):
    chores.fail.enqueue("words")
    BackgroundTask.objects.update(task_path="tests.cms.core.chores.gone")

    run_tasks()

    assert the_task().status == TaskResultStatus.READY
    assert the_task().attempts.get().reason.startswith("ImportError")


def test_task_vanishes_with_a_rollback(run_tasks):
    with transaction.atomic():
        chores.fail.enqueue("words")
        transaction.set_rollback(True)

    assert not BackgroundTask.objects.exists()


def test_work_of_a_dead_worker_is_picked_up():
    task = running(worker="gone", since=timedelta(minutes=3))
    WorkerBeat.objects.create(worker_id="gone", seen_at=timezone.now() - timedelta(minutes=3))

    assert work.pick_up_lost_work(now=timezone.now()) == 1
    assert work.pick_up_lost_work(now=timezone.now()) == 0

    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task.attempts.get().reason == "The worker stopped in the middle of it."
    assert not WorkerBeat.objects.exists()


def test_work_of_a_living_worker_is_left_to_it():
    task = running(worker="busy", since=timedelta(minutes=30))
    work.beat(worker_id="busy")

    assert work.pick_up_lost_work(now=timezone.now()) == 0

    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


def test_work_that_never_ends_is_picked_up_from_a_living_worker():
    running(worker="stuck", since=timedelta(hours=2))
    work.beat(worker_id="stuck")

    assert work.pick_up_lost_work(now=timezone.now()) == 1


def test_work_that_kills_each_of_its_workers_fails_for_good():
    task = running(worker="first", since=timedelta(minutes=3))
    BackgroundTask.objects.update(worker_ids=["first", "second", "third", "fourth"])

    work.pick_up_lost_work(now=timezone.now())

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


@pytest.mark.parametrize("days", [-1, 1])
def test_clock_that_jumped_keeps_no_dead_worker_alive(days):
    running(worker="gone", since=timedelta(days=days))
    WorkerBeat.objects.create(worker_id="gone", seen_at=timezone.now() - timedelta(days=days))

    assert work.pick_up_lost_work(now=timezone.now()) == 1


def test_clock_that_was_ahead_keeps_no_task_waiting(run_tasks):
    chores.fail.enqueue("words")
    run_tasks()
    time_passes(days=-1)

    assert work.mend_waits(now=timezone.now()) == 1
    assert BackgroundTask.objects.ready().count() == 1


def test_worker_that_starts_under_its_old_name_takes_its_work_back(run_tasks):
    task = running(worker="first", since=timedelta(0))

    run_tasks(worker_id="first")

    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task.attempts.count() == 1
    assert not WorkerBeat.objects.exists()


def test_worker_that_is_killed_in_the_middle_loses_nothing(processes):
    processes.run("-m", "tests.cms.core.chores", "enqueue")
    worker = processes.start("manage.py", "db_worker", "--no-reload", "--no-startup-delay")
    processes.wait_for("began")

    worker.send_signal(signal.SIGKILL)
    worker.wait()
    processes.run("-m", "tests.cms.core.chores", "much_later")
    processes.run("manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--batch")

    assert processes.log == ["began", "picked up 1", "began", "done"]


def test_what_was_done_is_forgotten_after_a_day_and_what_failed_is_kept(run_tasks, settings, tmp_path):
    settings.TASK_RETRIES = {"default": []}
    (tmp_path / "tried").touch()
    chores.fail.enqueue("words")
    chores.fail_once.enqueue(str(tmp_path / "tried"))
    run_tasks()

    assert work.prune_work(now=timezone.now()) == 0
    assert work.prune_work(now=timezone.now() + timedelta(days=2)) == 1
    assert the_task().status == TaskResultStatus.FAILED
    assert work.prune_work(now=timezone.now() + timedelta(days=100)) == 1
