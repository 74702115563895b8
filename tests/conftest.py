"""People and clients; everything else comes from the factories."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from cms.pages.services.homes import ensure_home
from tests.factories.people import UserFactory


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def home(db):
    """The home page of a new site."""
    return ensure_home()


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
def run_tasks(db):
    """Do all background work that waits, with the real worker."""

    def run():
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)

    return run
