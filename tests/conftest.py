"""People and clients; everything else comes from the factories."""

import os
import shutil

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from django_tasks_db.management.commands import db_worker
from pytest_django.plugin import blocking_manager_key
from xdist.scheduler import LoadScopeScheduling

from cms.pages.services.homes import ensure_home, ensure_home_in
from tests.factories.people import UserFactory

#: What some tests need beside Python -> whether it is there, and how to have it.
SERVERS = {
    "postgresql": (
        lambda: "postgresql" in settings.DATABASES["default"]["ENGINE"],
        "PostgreSQL is absent: make services, then export what it prints (TEST_DATABASE_URL)",
    ),
    "redis": (lambda: shutil.which("redis-server"), "Redis is absent: make services installs redis-server"),
}


#: Tests that share something large: one process builds it, once, and runs them one after the other.
BUILT_ONCE = ("tests/browser", "tests/plans", "tests/cms/core/test_demo.py")


def pytest_configure(config):
    config.addinivalue_line("markers", "postgresql: needs PostgreSQL (skipped by name where it is absent)")
    config.addinivalue_line("markers", "redis: needs a redis-server to start (skipped by name where it is absent)")


class BuiltOnce(LoadScopeScheduling):
    """Hands out the tests one by one, but for those that share something large."""

    def _split_scope(self, nodeid):
        return next((shared for shared in BUILT_ONCE if nodeid.startswith(shared)), nodeid)


def pytest_xdist_make_scheduler(config, log):
    return BuiltOnce(config, log)


def pytest_collection_modifyitems(items):
    if os.environ.get("REQUIRE_EVERYTHING") == "1":
        return
    for name, (is_there, advice) in SERVERS.items():
        if not is_there():
            for item in items:
                if item.get_closest_marker(name):
                    item.add_marker(pytest.mark.skip(reason=advice))


@pytest.fixture(autouse=True)
def _as_in_a_new_process():
    """Forget what an earlier test left in the memory: drawings, counts, and the language of its last request."""
    for cache in caches.all():
        cache.clear()
    translation.deactivate()


@pytest.fixture
def committed(transactional_db, django_db_serialized_rollback):
    """For tests whose work must be committed: what the migrations wrote is put back behind them."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    done = yield
    following = getattr(nextitem, "fixturenames", ("committed",))  # the next one of this kind puts back what it needs
    if "committed" in getattr(item, "fixturenames", ()) and "committed" not in following:
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return done


@pytest.fixture
def home(db):
    """The home page of a new site."""
    return ensure_home()


@pytest.fixture
def french_home(home):
    """The French home page of the same site."""
    return ensure_home_in("fr")


@pytest.fixture
def member(db):
    """An employee; the tests make them a member where they need one."""
    return UserFactory(username="member")


@pytest.fixture
def outsider(db):
    """An employee in no group and no space."""
    return UserFactory(username="outsider")


@pytest.fixture
def editor(db):
    """An employee who may do everything in Wagtail's admin."""
    return UserFactory(username="editor", is_superuser=True)


@pytest.fixture
def member_client(client, member):
    client.force_login(member)
    return client


@pytest.fixture
def outsider_client(outsider):
    from django.test import Client

    client = Client()
    client.force_login(outsider)
    return client


@pytest.fixture
def run_tasks(db, monkeypatch):
    """Do all background work that waits, with the real worker."""
    # Between two tasks it looks after its connection, which here is in the middle of the transaction of the test.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run(**options):
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0, **options)

    return run
