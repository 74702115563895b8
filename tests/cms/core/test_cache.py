"""A real Redis, which is stopped while the product serves."""

import logging
import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import caches
from django.test import Client
from redis import Redis
from redis.exceptions import RedisError

from cms.core.cache import Absence
from social_ext.comments.models import ThreadedComment
from tests.factories.people import UserFactory
from tests.factories.social import PostFactory, SpaceFactory

pytestmark = [pytest.mark.redis, pytest.mark.django_db]


class Server:
    """A Redis of this test's own, with nothing on the disk."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        self.process = subprocess.Popen(
            [shutil.which("redis-server"), "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        client = Redis(port=self.port)
        for _attempt in range(100):
            try:
                client.ping()
            except RedisError:
                time.sleep(0.05)
            else:
                return client.close()
        return pytest.fail("Redis did not start")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


@pytest.fixture
def absence(monkeypatch):
    """What the process knows of an absent Redis, for this test alone."""
    known = Absence()
    monkeypatch.setattr("cms.core.cache.absence", known)
    monkeypatch.setattr("cms.core.cache.LEFT_ALONE", 0.2)
    return known


@pytest.fixture
def redis(settings, absence):
    server = Server()
    server.start()
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "cms.core.cache.RedisCache", "LOCATION": server.url},
        "sessions": {"BACKEND": "cms.core.cache.SessionCache", "LOCATION": server.url},
    }
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    settings.SESSION_CACHE_ALIAS = "sessions"
    yield server
    server.stop()


def test_reading_and_writing_go_on_without_redis(redis, home):
    person, space = UserFactory(), SpaceFactory()
    post = PostFactory(space=space, author=person)
    client = Client()
    client.force_login(person)
    statuses = [client.get(space.url).status_code]

    redis.stop()
    statuses.append(client.get(space.url).status_code)
    answer = client.post(f"/en/threads/{post.thread_id}/comments/", {"body": "Still here"}, follow=True)
    redis.start()
    time.sleep(0.3)
    statuses.append(client.get(space.url).status_code)

    assert statuses == [200, 200, 200]
    assert (answer.status_code, ThreadedComment.objects.get().comment) == (200, "Still here")


def test_who_signs_in_without_redis_stays_signed_in_with_it(redis, home):
    redis.stop()
    client = Client()
    client.force_login(UserFactory())
    redis.start()
    time.sleep(0.3)

    assert client.get("/en/").status_code == 200


def test_absent_redis_answers_like_an_empty_one_at_once(redis, caplog):
    redis.stop()
    cache = caches["default"]
    begun = time.monotonic()

    with caplog.at_level(logging.WARNING):
        for _time in range(200):
            answers = [
                cache.get("a", "nothing"),
                cache.set("a", 1),
                cache.add("a", 1),
                cache.get_many(["a"]),
                cache.has_key("a"),
                cache.delete("a"),
                cache.touch("a"),
                cache.clear(),
            ]
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")

    assert answers == ["nothing", None, True, {}, False, False, False, False]
    assert time.monotonic() - begun < 5
    assert [record.message[:47] for record in caplog.records] == ["Redis (REDIS_URL) does not answer; the product "]


def test_server_that_hangs_costs_one_moment(settings, absence):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        location = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings.CACHES = {"default": {"BACKEND": "cms.core.cache.RedisCache", "LOCATION": location}}
        begun = time.monotonic()

        found = [caches["default"].get("a") for _time in range(20)]

    assert found == [None] * 20
    assert time.monotonic() - begun < 8


def test_sessions_are_kept_here_for_minutes_only(redis):
    caches["sessions"].set("a", 1, 14 * 24 * 3600)

    assert 0 < Redis(port=redis.port).ttl(":1:a") <= 300
