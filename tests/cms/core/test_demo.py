"""The demo company is loaded once, has work for everybody, and is always now."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db.models import DateField, F
from django.test import Client
from django.utils import timezone
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Comment, CommentReply, Page, PageViewRestriction, Revision, WorkflowState

from cms.changes.models import Change
from cms.core.demo import ACCOUNTS, CLOCK, load_demo
from cms.core.models import TickRun
from cms.editing.selectors import lock_reason
from cms.files.models import Document, Image
from cms.forms.models import Answer, FormPage
from cms.pages.models import EventPage, PageRead, ReferencePage
from cms.people.models import BusinessUnit, UnitMembership, User
from cms.translations.models import TranslationState
from cms.translations.selectors import changes_behind
from cms.upkeep.selectors.reports import overdue

#: Who has a page to review or to revise; the others have an invitation to answer.
REVIEWERS = {"ines.comms", "paul.publisher", "mia.moderator", "sam.sponsor"}

#: Dates of the demo that no pause moves, and why.
STANDING = {
    "core.TickRun.ran_at": "the clock itself",
    "files.Document.created_at": "when it was uploaded is shown to editors alone",
    "files.Image.created_at": "when it was uploaded is shown to editors alone",
    "forms.Answer.delete_on": "follows the day of the answer",
    "pages.EventPage.ends_at": "follows the file of the event",
    "pages.EventPage.starts_at": "follows the file of the event",
    "people.UnitMembership.since": "a past of years",
    "people.UnitMembership.until": "a past of years",
    "upkeep.LinkTarget.checked_at": "addresses are checked while it runs",
    "upkeep.LinkTarget.due_at": "addresses are checked while it runs",
    "upkeep.PageCare.due_on": "follows the last review",
    "upkeep.PageCare.reminded_for": "follows the day of the review",
    "upkeep.ReviewAct.due_on": "what was said then",
    "wagtailredirects.Redirect.created_at": "shown to nobody",
}

#: One process builds the company for all of these.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker):
    """Load the company once for the tests of this module, and forget it afterwards."""
    from django.db import transaction

    said = []
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def debug(settings):
    """The published passwords work where DEBUG is on, and nowhere else."""
    settings.DEBUG = True


def page(slug):
    return Page.objects.get(slug=slug, locale__language_code="en")


def rows():
    """Count all that there is."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


def test_people_belong_to_units_and_each_has_a_password_of_the_demo(company):
    assert User.objects.filter(is_active=True).count() == 60
    assert set(User.objects.filter(username__in=ACCOUNTS).values_list("username", flat=True)) == set(ACCOUNTS)
    assert BusinessUnit.objects.filter(depth=2).count() == 3
    assert UnitMembership.objects.filter(until=None).count() == 60
    assert UnitMembership.objects.exclude(until=None).exists()
    assert User.objects.get(username="noor.employee").check_password("noor.employee-demo")


def test_handbook_has_a_page_in_every_state(company):
    assert ReferencePage.objects.count() >= 20
    assert [page(slug).live for slug in ("pictures-and-icons", "reporting-a-near-miss", "working-time")] == [False] * 3
    assert set(WorkflowState.objects.values_list("status", "object_id")) == {
        (WorkflowState.STATUS_IN_PROGRESS, str(page("reporting-a-near-miss").pk)),
        (WorkflowState.STATUS_IN_PROGRESS, str(page("expenses").pk)),
        (WorkflowState.STATUS_NEEDS_CHANGES, str(page("working-time").pk)),
    }
    assert page("travelling-for-work").live
    assert Revision.page_revisions.filter(object_id=str(page("travelling-for-work").pk)).count() > 1
    assert page("winter-rounds").live
    assert page("winter-rounds").has_unpublished_changes
    assert not page("parking-at-the-old-site").live
    assert page("parking-at-the-old-site").first_published_at


def test_form_is_answered_in_both_languages_and_kept_as_long_as_it_says(company):
    asked = {form.locale.language_code: form for form in FormPage.objects.select_related("locale")}
    answers = Answer.objects.select_related("page__locale")

    assert {form.translation_key for form in asked.values()} == {asked["en"].translation_key}
    assert {answer.page.locale.language_code for answer in answers} == {"en", "fr"}
    assert answers.count() >= 10
    for answer in answers:
        fields = asked[answer.page.locale.language_code].get_form_fields()
        assert answer.form_data.keys() == {field.clean_name for field in fields}
        assert answer.delete_on == timezone.localdate(answer.submit_time) + timedelta(days=120)


def test_editors_lock_comment_and_lead_elsewhere(company):
    locked = Page.objects.get(locked=True)
    redirect = Redirect.objects.get(is_permanent=False)

    assert lock_reason(locked).reason.endswith("change nothing before.")
    assert {comment.page.slug for comment in Comment.objects.all()} == {"expenses", "winter-rounds"}
    assert CommentReply.objects.get().comment.page.slug == "expenses"
    assert redirect.old_path == "/en/handbook/harbour-move/parking-at-the-old-site"
    assert redirect.redirect_page.specific == page("the-harbour-site-opens").specific


def slugs_behind():
    reader = User.objects.get(username="lea.employee")
    return [state.page.slug for state in TranslationState.objects.all() if changes_behind(reader, state).exists()]


def test_one_translation_is_behind_and_french_pages_change_too(company):
    behind = slugs_behind()
    french = Change.objects.filter(page__locale__language_code="fr", is_material=True)

    assert behind == ["travelling-for-work"]
    assert french.filter(page__slug="safety-on-site").count() == 2


def test_tree_takes_further_pages(company):
    assert not any(Page.find_problems())


def test_restricted_pages_have_restricted_files(company):
    assert set(PageViewRestriction.objects.values_list("page__slug", flat=True)) == {"pay-and-grades", "second-phase"}
    for name in ("Pay and grades", "Harbour site, second phase"):
        collection = Collection.objects.get(name=name)
        assert collection.view_restrictions.exists()
        assert Image.objects.filter(collection=collection).exists()
    assert Document.objects.filter(collection__name="Pay and grades").exists()


@pytest.mark.skipif(not project.SOCIAL, reason="the CMS alone has no network")
def test_company_talks(company):
    from social_ext.activity.models import Activity
    from social_ext.comments.models import ThreadedComment
    from social_ext.sharing.models import Share
    from social_ext.spaces.models import Post, Space

    visibilities = sorted(Space.objects.values_list("visibility", flat=True))
    assert visibilities == ["closed", "closed", "open", "open", "open", "open", "secret"]
    assert Post.objects.count() >= 60
    assert ThreadedComment.objects.count() >= 250
    assert ThreadedComment.objects.filter(language="fr").exists()
    assert not ThreadedComment.objects.filter(submit_date__gt=timezone.now()).exists()
    published = Activity.objects.filter(object_kind="page")
    assert published.filter(published_at__gt=timezone.now() - timedelta(days=1)).count() < 10
    assert not published.filter(published_at__gt=timezone.now() - timedelta(hours=1)).exists()
    assert timezone.now() - Post.objects.latest("created_at").created_at < timedelta(hours=1)
    assert timezone.now() - Post.objects.earliest("created_at").created_at > timedelta(days=80)
    second_phase = page("second-phase").translation_key
    assert Share.objects.filter(page_key=second_phase, space__visibility="open").exists()


def test_loading_again_changes_nothing(company):
    before = rows()
    said = []

    load_demo(said.append)

    assert rows() == before
    assert said == []


@pytest.mark.skipif(not project.SOCIAL, reason="the CMS alone has no network")
def test_talk_moves_with_the_pages(company):
    from social_ext.comments.models import ThreadedComment
    from social_ext.spaces.models import Membership, Post

    dated = [(Post, "created_at"), (ThreadedComment, "submit_date"), (Membership, "joined_at")]
    before = [getattr(model.objects.order_by("pk").first(), name) for model, name in dated]
    TickRun.objects.update(ran_at=timezone.now() - timedelta(days=3))

    load_demo([].append)

    after = [getattr(model.objects.order_by("pk").first(), name) for model, name in dated]
    assert {(new - old).days for old, new in zip(before, after, strict=True)} == {3}


@pytest.mark.parametrize("username", ACCOUNTS)
def test_each_account_signs_in_and_finds_something_to_do(company, debug, username):
    client = Client()

    signed_in = client.post("/accounts/login/", {"login": username, "password": f"{username}-demo"})
    home = client.get("/en/")

    assert signed_in.status_code == 302
    assert home.status_code == 200
    assert home.context["lead"].slug == "the-harbour-site-opens"
    if project.SOCIAL or username in REVIEWERS:
        assert home.context["waiting"]
    if project.SOCIAL:
        assert '<ol class="feed">' in home.content.decode()


def test_outsider_finds_nothing_of_what_is_closed(company, debug):
    client = Client()
    client.post("/accounts/login/", {"login": "zoe.outsider", "password": "zoe.outsider-demo"})

    for path in ("pay-and-grades/", "pay-and-grades/grades-and-ranges/", "handbook/harbour-move/second-phase/"):
        assert client.get(f"/en/{path}").status_code == 404
    assert client.get("/en/handbook/harbour-move/").status_code == 200


def test_demo_is_always_now(company):
    lived = timezone.now() - timedelta(days=10)
    published = page("travelling-for-work").last_published_at
    read = PageRead.objects.earliest("first_at")
    TickRun.objects.update(ran_at=lived)
    TickRun.objects.update_or_create(name=CLOCK, defaults={"ran_at": lived})

    load_demo([].append)

    assert page("travelling-for-work").last_published_at - published > timedelta(days=9, hours=23)
    assert PageRead.objects.get(pk=read.pk).first_at - read.first_at > timedelta(days=9, hours=23)
    load_demo([].append)
    assert page("travelling-for-work").last_published_at - published < timedelta(days=10, minutes=5)


def test_every_date_of_the_demo_moves_or_stands_still_for_a_reason(company):
    moved = {
        (model._meta.get_field(name).model, name)
        for dates in hooks.get_hooks("register_demo_dates")
        for model, names in dates().items()
        for name in names
    }
    fields = ((model, field) for model in apps.get_models() for field in model._meta.local_fields)
    dated = {
        (model, field.name)
        for model, field in fields
        if isinstance(field, DateField) and model._base_manager.exclude(**{field.name: None}).exists()
    }

    left = {f"{model._meta.label}.{name}" for model, name in dated - moved}

    assert {name for name in left if not name.startswith("django_tasks")} == STANDING.keys()


def test_what_comes_up_is_still_to_come_after_forty_days(company):
    EventPage.objects.update(starts_at=F("starts_at") - timedelta(days=40), ends_at=F("ends_at") - timedelta(days=40))
    TickRun.objects.update(ran_at=timezone.now() - timedelta(days=40))
    answer = Answer.objects.first()
    late = overdue(User.objects.get(username="omar.operator")).count()

    load_demo([].append)

    assert not EventPage.objects.filter(starts_at__lt=timezone.now()).exists()
    for event in EventPage.objects.all():
        assert event.get_latest_revision_as_object().starts_at == event.starts_at
    assert Answer.objects.get(pk=answer.pk).delete_on == answer.delete_on + timedelta(days=40)
    assert overdue(User.objects.get(username="omar.operator")).count() <= late
    assert slugs_behind() == ["travelling-for-work"]


def test_demo_refuses_to_run_without_debug():
    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("demo", load_only=True)
