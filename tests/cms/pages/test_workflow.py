"""Edit, submit, approve or reject: Wagtail's workflow, and what the people concerned see of it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage

from cms.pages.waiting import waiting
from tests.factories.pages import make_page
from tests.factories.people import UserFactory

#: Session, person, audiences, page, all that waits, the news, the events, who arrived.
HOME_QUERIES = 8
#: Without anything said yet: the spaces, the feed.
SOCIAL_QUERIES = 2

pytestmark = pytest.mark.django_db


def in_group(name, **fields):
    person = UserFactory(**fields)
    person.groups.add(Group.objects.get(name=name))
    return person


@pytest.fixture
def author(home):
    return in_group("Editors", username="author", first_name="Ana", last_name="Author")


@pytest.fixture
def approver(home):
    return in_group("Moderators", username="approver")


def submit(page, author):
    page.title = "Travelling by train"
    page.save_revision(user=author)
    return page.get_workflow().start(page, author)


def test_submitted_page_waits_for_approvers_only(author, approver, outsider):
    page = make_page(title="Travelling")

    submit(page, author)

    assert [(thing.title, thing.meta) for thing in waiting(approver)] == [
        ("Review: Travelling by train", "Ana Author asks for your approval")
    ]
    assert waiting(author) == waiting(outsider) == []


def test_approval_publishes(author, approver):
    page = make_page(title="Travelling")
    state = submit(page, author)

    state.current_task_state.approve(user=approver)

    page.refresh_from_db()
    assert (page.title, page.live) == ("Travelling by train", True)
    assert waiting(approver) == []


def test_rejection_returns_with_its_reason(author, approver):
    page = make_page(title="Travelling")
    state = submit(page, author)

    state.current_task_state.reject(user=approver, comment="Which trains?")

    page.refresh_from_db()
    assert page.title == "Travelling"
    assert [(thing.title, thing.meta) for thing in waiting(author)] == [
        ("Revise: Travelling by train", "Which trains?")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_home_queries_do_not_grow_with_what_waits(client, author, approver, count, django_assert_num_queries, settings):
    for number in range(count):
        submit(make_page(title=f"Page {number}"), author)
    client.force_login(approver)
    client.get("/en/")

    with django_assert_num_queries(HOME_QUERIES + SOCIAL_QUERIES * settings.SOCIAL):
        response = client.get("/en/")

    assert response.content.count(b"Review: Travelling by train") == count


def test_workflow_steps_pass_through_the_admin(client, author, approver):
    page = make_page(title="Travelling")
    assert WorkflowPage.objects.filter(workflow__in=Workflow.objects.active()).exists()
    client.force_login(author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {
        "title": "Travelling by train",
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }

    submitted = client.post(edit, form)

    assert submitted.status_code == 302
    assert Page.objects.get(pk=page.pk).current_workflow_state is not None


def test_reader_without_rights_does_not_enter_the_admin(member_client, home):
    response = member_client.get(reverse("wagtailadmin_pages:edit", args=[home.pk]))

    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


@pytest.mark.parametrize(("who", "shown"), [("author", True), ("outsider", False)])
def test_edit_link_is_shown_to_those_who_may_edit(request, client, who, shown):
    person = request.getfixturevalue(who)
    page = make_page()
    client.force_login(person)

    html = client.get(page.url).content.decode()

    assert (reverse("wagtailadmin_pages:edit", args=[page.pk]) in html) is shown
