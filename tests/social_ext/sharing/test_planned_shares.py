"""Shares that are planned while a page is written go out once, when it is published, whatever way that happens."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from social_ext.sharing.exceptions import AlreadyPlanned, CopyNotShared, SpaceUnknown
from social_ext.sharing.models import PlannedShare, Share
from social_ext.sharing.selectors import plans
from social_ext.sharing.services import deliver_overdue_shares, deliver_planned_shares, plan_share, withdraw_plan
from social_ext.spaces.models import Membership, Post
from social_ext.spaces.services.spaces import archive_space
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import SpaceFactory

pytestmark = pytest.mark.django_db


def in_group(name, **fields):
    person = UserFactory(**fields)
    person.groups.add(Group.objects.get(name=name))
    return person


@pytest.fixture
def author(home):
    return in_group("Editors", username="author")


@pytest.fixture
def approver(home):
    return in_group("Moderators", username="approver")


@pytest.fixture
def page(home):
    return make_page(title="Travelling", live=False)


@pytest.fixture
def space(author):
    return SpaceFactory(owner=author, name="Field engineers")


def shared():
    return [(share.post.author.username, share.post.body) for share in Share.objects.select_related("post__author")]


def by_hand(page, approver):
    page.save_revision().publish(user=approver)


def by_approval(page, approver):
    page.save_revision()
    page.get_workflow().start(page, page.owner).current_task_state.approve(user=approver)


def by_schedule(page, approver):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish(user=approver)
    assert not DBTaskResult.objects.filter(task_path__endswith="send_planned_shares").exists()
    deliver_overdue_shares()
    assert not Share.objects.exists()
    past = timezone.now() - timedelta(minutes=1)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled")


@pytest.mark.parametrize("publish", [by_hand, by_approval, by_schedule])
def test_planned_share_goes_out_with_the_publication(author, approver, page, space, run_tasks, publish):
    plan_share(actor=author, page=page, space=space, message="Read this")

    publish(page, approver)
    run_tasks()

    assert shared() == [("author", "Read this")]
    assert PlannedShare.objects.get().state == "sent"


def test_update_of_a_live_page_sends_once(author, approver, space, run_tasks):
    page = make_page(title="Travelling")
    plan_share(actor=author, page=page, space=space, message="What is new")
    deliver_planned_shares(page=page)
    assert shared() == []

    for _ in range(2):
        page.save_revision().publish(user=approver)
        run_tasks()

    assert shared() == [("author", "What is new")]


def test_task_that_runs_again_and_a_lost_signal_send_once(author, approver, page, space, run_tasks):
    plan_share(actor=author, page=page, space=space, message="Read this")
    page.save_revision().publish(user=approver)
    DBTaskResult.objects.all().delete()  # the process died before its signal

    assert deliver_overdue_shares() == 1

    assert (deliver_planned_shares(page=page), deliver_overdue_shares()) == ([], 0)
    assert shared() == [("author", "Read this")]


def test_unpublished_page_and_alias_send_nothing(author, approver, page, space, run_tasks):
    plan_share(actor=author, page=page, space=space)
    page.save_revision().publish(user=approver)
    page.refresh_from_db()
    page.unpublish()

    run_tasks()

    assert (shared(), PlannedShare.objects.get().state) == ([], "waiting")
    alias = page.create_alias(update_slug="mirror")
    with pytest.raises(CopyNotShared):
        plan_share(actor=author, page=alias, space=space)


@pytest.mark.parametrize("loss", ["membership", "archive", "account"])
def test_who_lost_the_right_is_told_why(author, approver, page, run_tasks, loss):
    keeper = UserFactory()
    space = SpaceFactory(owner=keeper, visibility="closed", name="Field engineers")
    own = Membership.objects.create(person=author, space=space)
    plan_share(actor=author, page=page, space=space, message="Read this")
    if loss == "membership":
        own.delete()
    elif loss == "archive":
        archive_space(actor=keeper, space=space)
    else:
        author.is_active = False
        author.save()

    page.save_revision().publish(user=approver)
    run_tasks()

    assert (shared(), PlannedShare.objects.get().state) == ([], "refused")
    author.is_active = True
    (plan,) = plans(author, page)
    assert plan.is_own
    assert plan.planned.reason in {"space_unknown", "space_archived", "page_hidden"}


def test_only_editors_who_may_post_plan(author, outsider, member, page, space):
    closed = SpaceFactory(owner=member, visibility="closed")

    with pytest.raises(PermissionDenied):
        plan_share(actor=outsider, page=page, space=space)
    with pytest.raises(SpaceUnknown):
        plan_share(actor=author, page=page, space=closed)

    assert not PlannedShare.objects.exists()


def test_space_has_one_plan_a_page(author, approver, page, space):
    plan_share(actor=author, page=page, space=space, message="First")
    plan_share(actor=author, page=page, space=space, message="Better")
    with pytest.raises(AlreadyPlanned):
        plan_share(actor=approver, page=page, space=space)

    assert PlannedShare.objects.get().message == "Better"

    withdraw_plan(actor=author, plan=PlannedShare.objects.get())

    assert not PlannedShare.objects.exists()


@pytest.mark.parametrize(("visibility", "seen"), [("open", (1, True)), ("closed", (1, False)), ("secret", (0, False))])
def test_approver_learns_of_spaces_no_more_than_elsewhere(client, author, approver, page, visibility, seen):
    space = SpaceFactory(owner=author, visibility=visibility, name="Harbour watch")
    plan_share(actor=author, page=page, space=space, message="Read this soon")
    page.get_workflow().start(page, author)
    client.force_login(approver)

    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert (html.count("Harbour watch"), "Read this soon" in html) == seen


def test_editor_plans_and_withdraws_in_the_admin(client, author, outsider, page, space):
    client.force_login(author)
    address = f"/admin/pages/{page.pk}/planned-shares/"

    nothing = client.post(address, {"message": "Read this"})
    planned = client.post(address, {"spaces": [space.slug], "message": "Read this"}, follow=True)

    assert nothing.status_code == 422
    assert "Choose at least one space." in nothing.content.decode()
    assert "Read this" in planned.content.decode()
    plan = PlannedShare.objects.get()
    client.post(f"{address}{plan.pk}/withdraw/")
    assert not PlannedShare.objects.exists()
    assert client.get("/admin/pages/999999/planned-shares/").status_code == 404
    client.force_login(outsider)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_plans(author, page, count, django_assert_num_queries):
    for _ in range(count):
        plan_share(actor=author, page=page, space=SpaceFactory(owner=author))

    with django_assert_num_queries(2):
        found = plans(author, page)
        names = [(plan.planned.space.name, plan.planned.actor.display_name) for plan in found]

    assert len(names) == count


def test_removed_plan_leaves_posts_alone(author, approver, page, space, run_tasks):
    plan_share(actor=author, page=page, space=space, message="Read this")
    page.save_revision().publish(user=approver)
    run_tasks()

    page.delete()

    assert (PlannedShare.objects.count(), Post.objects.count()) == (0, 1)
