"""Operators see what failed for good, and have it tried again; nobody else does."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus

from cms.core.models import BackgroundTask, TickRun
from cms.core.services.work import retry_work
from tests.cms.core import chores
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/admin/background-work/"


@pytest.fixture
def failed(run_tasks, settings):
    """Make so many tasks fail for good, each in two tries."""
    settings.TASK_RETRIES = {"default": [0]}

    def fail(count=1):
        for _number in range(count):
            chores.fail.enqueue("Ada Example wrote this")
        run_tasks()
        return list(BackgroundTask.objects.failed())

    return fail


@pytest.fixture
def operator_client(home, editor):
    client = Client()
    client.force_login(editor)
    return client


def test_page_tells_what_failed_how_often_and_why_without_what_people_wrote(operator_client, failed):
    failed()

    html = operator_client.get(PAGE).content.decode()

    assert "tests.cms.core.chores.fail" in html
    assert "<td>2</td>" in html
    assert "ValueError" in html
    assert "tests/cms/core/chores.py" in html
    assert "Ada" not in html


def test_page_says_so_when_nothing_failed(operator_client):
    response = operator_client.get(PAGE)

    assert "Nothing failed for good" in response.content.decode()
    assert "<form action" not in response.content.decode().partition("<main")[2]


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_much_for_three_as_for_one(operator_client, failed, count, django_assert_num_queries):
    failed(count)
    operator_client.get(PAGE)

    with django_assert_num_queries(12):
        html = operator_client.get(PAGE).content.decode()

    assert html.count("button-secondary") == count


def test_failing_periodic_work_is_shown_with_its_reason(operator_client):
    now = timezone.now()
    TickRun.objects.create(name="nightly", tried_at=now, failed_at=now, failure="builtins.ValueError")
    TickRun.objects.create(name="hourly", tried_at=now, ran_at=now)

    html = operator_client.get(PAGE).content.decode()

    assert "nightly" in html
    assert "hourly" not in html


def test_one_task_is_tried_again_with_all_its_tries(operator_client, failed, run_tasks):
    first, second = failed(2)

    response = operator_client.post(f"{PAGE}retry/{first.pk}/", follow=True)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.status, second.status] == [TaskResultStatus.READY, TaskResultStatus.FAILED]
    assert "1 task will be tried again." in response.content.decode()
    run_tasks()
    first.refresh_from_db()
    assert (first.status, first.attempts.count()) == (TaskResultStatus.FAILED, 4)


def test_all_tasks_are_tried_again(operator_client, failed):
    failed(2)

    operator_client.post(f"{PAGE}retry/")
    again = operator_client.post(f"{PAGE}retry/", follow=True)

    assert BackgroundTask.objects.ready().count() == 2
    assert "There was nothing left to try again." in again.content.decode()


def test_trying_again_is_an_act(editor, failed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    (task,) = failed()

    assert client.get(f"{PAGE}retry/{task.pk}/").status_code == 405
    assert client.post(f"{PAGE}retry/{task.pk}/").status_code == 403
    assert BackgroundTask.objects.failed().count() == 1


def test_editor_without_the_right_neither_sees_nor_retries(home, failed):
    someone = UserFactory()
    someone.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(someone)
    (task,) = failed()

    assert b"chores" not in client.get(PAGE, follow=True).content
    assert b"background-work" not in client.get("/admin/").content
    assert client.post(f"{PAGE}retry/{task.pk}/").status_code != 200
    assert BackgroundTask.objects.failed().count() == 1
    with pytest.raises(PermissionDenied):
        retry_work(actor=someone)


def test_right_can_be_given_to_a_group_of_operators(home, failed):
    someone = UserFactory()
    someone.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "retry_backgroundtask"]))
    client = Client()
    client.force_login(someone)
    failed()

    assert b"chores" in client.get(PAGE).content
    assert b"background-work" in client.get("/admin/").content


def test_employees_find_no_such_page(member_client, home):
    assert member_client.get(PAGE).status_code == 404
