"""The village is built once for all the tests of this folder, in a transaction that is rolled back at the end."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django_tasks_db.management.commands import db_worker

from tests.leaks import village
from tests.leaks import world as worlds
from tests.leaks.network import build_network
from tests.leaks.visitor import Visitor


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                built = worlds.build()
                build_network(built)
                worlds.finish(built)
            with pytest.MonkeyPatch.context() as patch:
                # Between two tasks the worker looks after its connection, which here is in the middle of a transaction.
                patch.setattr(db_worker, "close_old_connections", lambda: None)
                call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
            yield built
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(scope="package")
def visitors(world):
    """A visitor for each role, signed in once and for all: the session of the leaver is older than the leave."""
    made = {role.name: Visitor(world.people.get(role.name)) for role in village.ROLES}
    for page in world.pages.values():
        made["insider"].get(page.url or "/")  # makes the sizes of the pictures, once for all tests
    made["insider"].forget()
    return lambda role: made[role.name]
