"""`/readyz` says of each thing that the product needs whether it works, and tells strangers nothing else."""

import re
import socket
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from cms.core.models import BackgroundTask, TickRun, WorkerBeat
from cms.core.readiness import PATIENCE, Readiness, readiness
from cms.core.services.ticks import run_due_jobs
from cms.core.services.work import beat
from tests.cms.core import chores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ask_each_time(monkeypatch):
    """The answer of one test is not that of the next."""
    monkeypatch.setattr(readiness, "kept_for", 0)


@pytest.fixture
def at_work():
    """A worker and a tick that are at work."""
    beat(worker_id="one")
    run_due_jobs(at=timezone.now())


def lines(response):
    """Return what is said of each thing; what was seen within seconds was seen just now."""
    said = re.sub(r"\b\d s ago", "just now", response.content.decode())
    return dict(line.split(": ") for line in said.splitlines())


def test_ready_when_everything_works(client, at_work):
    response = client.get("/readyz")

    said = lines(response)
    assert response.status_code == 200, said
    assert response["Content-Type"] == "text/plain"
    assert response["Cache-Control"] == "no-store"
    assert {name: said[name] for name in ("database", "cache", "search", "storage")} == dict.fromkeys(
        ("database", "cache", "search", "storage"), "ok"
    )
    assert said["worker"] == "ok, seen just now"
    assert said["tick"] == "ok, last just now"
    assert said["tick publish_scheduled"] == "ok, last done just now"
    assert (said["waiting work"], said["failed work"]) == ("0", "0")


def test_worker_and_tick_that_never_were_are_missed(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert (lines(response)["worker"], lines(response)["tick"]) == ("none", "none")


def test_worker_that_is_gone_is_missed(client, at_work):
    WorkerBeat.objects.update(seen_at=timezone.now() - timedelta(minutes=3))

    response = client.get("/readyz")

    assert (response.status_code, lines(response)["worker"]) == (503, "gone, seen 3 min ago")


def test_tick_that_is_gone_is_missed(client, at_work):
    before = timezone.now() - timedelta(hours=2)
    TickRun.objects.update(ran_at=before, tried_at=before)

    response = client.get("/readyz")

    assert (response.status_code, lines(response)["tick"]) == (503, "gone, last 2 h ago")
    assert lines(response)["tick publish_scheduled"] == "late, last done 2 h ago"


def test_job_that_fails_is_told_and_missed_when_it_is_late(client, at_work):
    now = timezone.now()
    TickRun.objects.filter(name="prune_work").update(tried_at=now, failed_at=now, failure="ValueError")

    told = client.get("/readyz")
    TickRun.objects.filter(name="prune_work").update(ran_at=now - timedelta(days=1))
    late = client.get("/readyz")

    assert (told.status_code, lines(told)["tick prune_work"]) == (200, "failing, last done just now")
    assert (late.status_code, lines(late)["tick prune_work"]) == (503, "failing, last done 1 d ago")


def test_failed_work_is_counted_and_is_no_outage(client, at_work, settings, run_tasks):
    settings.TASK_RETRIES = {"default": []}
    chores.fail.enqueue("words")
    run_tasks()
    beat(worker_id="one")

    response = client.get("/readyz")

    assert (response.status_code, lines(response)["failed work"]) == (200, "1")
    assert BackgroundTask.objects.failed().count() == 1


def test_storage_that_is_no_folder_is_told_without_its_name(client, at_work, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.touch()

    response = client.get("/readyz")

    assert (response.status_code, lines(response)["storage"]) == (503, "does not answer")
    assert str(tmp_path) not in response.content.decode()


def test_storage_is_left_clean(client, at_work, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    client.get("/readyz")

    assert list(tmp_path.iterdir()) == []


def test_cache_server_that_is_away_is_told(client, at_work, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }

    response = client.get("/readyz")

    assert (response.status_code, lines(response)["cache"]) == (503, "does not answer")


def test_search_server_that_is_away_is_told(client, at_work, settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {
            "BACKEND": "modelsearch.backends.elasticsearch9",
            "URLS": ["http://127.0.0.1:1"],
            "TIMEOUT": 1,
            "OPTIONS": {"max_retries": 0},
        }
    }

    response = client.get("/readyz")

    assert (response.status_code, lines(response)["search"]) == (503, "does not answer")


def test_database_that_is_away_is_told(client, at_work):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("ada@db.internal refused the connection")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    said = lines(response)
    assert response.status_code == 503
    if connection.vendor == "sqlite":
        assert said["database"] == "does not answer"
    assert said["worker"] == "unknown"
    assert "ada" not in response.content.decode()


def test_asking_again_at_once_costs_nothing(at_work, django_assert_num_queries):
    asked = Readiness()
    first = asked.lines()

    with django_assert_num_queries(0):
        assert asked.lines() == first


def test_answer_comes_soon_when_a_server_does_not(client, at_work, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.WAGTAILSEARCH_BACKENDS = {
            "default": {
                "BACKEND": "modelsearch.backends.elasticsearch9",
                "URLS": [f"http://127.0.0.1:{silent.getsockname()[1]}"],
                "TIMEOUT": 30,
            }
        }
        began = time.monotonic()
        response = client.get("/readyz")
        took = time.monotonic() - began

    assert (response.status_code, lines(response)["search"]) == (503, "does not answer")
    assert took < PATIENCE + 1
