"""A planned share goes out once, whoever else is sending or withdrawing it at the same moment."""

import subprocess
import sys
import time

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from social_ext.sharing.models import PlannedShare, Share
from social_ext.sharing.services import deliver_planned_shares, plan_share, share_page, withdraw_plan
from social_ext.spaces.models import Post, Space
from tests.concurrency.conftest import PATIENCE
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import SpaceFactory

#: Sends, and stops before the end of the transaction, as a worker does that is killed.
SENDS_AND_HANGS = """
import time, django
django.setup()
from django.db import connections, transaction
connections["default"].settings_dict["NAME"] = {name!r}
from wagtail.models import Page
from social_ext.sharing.services import deliver_planned_shares
with transaction.atomic():
    deliver_planned_shares(page=Page.objects.get(pk={page}))
    print("sent", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def author(committed):
    person = UserFactory()
    person.groups.add(Group.objects.get(name="Moderators"))
    return person


@pytest.fixture
def page(home, author):
    page = make_page(live=False)
    plan_share(actor=author, page=page, space=SpaceFactory(owner=author), message="Read this")
    page.save_revision().publish(user=author)
    return page


def counts():
    return Share.objects.count(), Post.objects.count(), PlannedShare.objects.filter(state="sent").count()


def test_two_workers_send_once(together, page):
    answers = together(*(lambda: deliver_planned_shares(page=page),) * 3)

    assert sorted(len(answer) for answer in answers) == [0, 0, 1]
    assert counts() == (1, 1, 1)


def test_worker_killed_midway_leaves_it_to_the_next(page):
    code = SENDS_AND_HANGS.format(name=connection.settings_dict["NAME"], page=page.pk)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout.readline() == "sent\n"
        worker.kill()

    deadline = time.monotonic() + PATIENCE
    while not deliver_planned_shares(page=page) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert counts() == (1, 1, 1)


def test_withdrawn_while_it_goes_out(overlap, author, page):
    plan = PlannedShare.objects.get()

    _, refused = overlap(
        lambda: deliver_planned_shares(page=page),
        lambda: withdraw_plan(actor=author, plan=plan),
    )

    assert (refused.code, counts()) == ("plan_decided", (1, 1, 1))


def test_shared_by_hand_at_the_same_moment(together, author, page):
    space = Space.objects.get()

    together(
        lambda: deliver_planned_shares(page=page),
        lambda: share_page(actor=author, page=page, spaces=[space], message="Look"),
    )

    assert (Share.objects.count(), Post.objects.count()) == (1, 1)


def test_two_editors_plan_the_same(together, author, home):
    other = UserFactory()
    other.groups.add(Group.objects.get(name="Moderators"))
    page, space = make_page(live=False), SpaceFactory(owner=author)

    answers = together(*(lambda who=who: plan_share(actor=who, page=page, space=space) for who in (author, other)))

    assert [getattr(answer, "code", "planned") for answer in answers].count("already_planned") == 1
    assert PlannedShare.objects.filter(page=page).count() == 1
