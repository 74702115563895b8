"""Reviews: due by rule, said to be done, put off, handed over, told once, and shown to readers."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cms.core.audiences import audiences_for, remembered_audiences
from cms.pages.waiting import MOST, waiting
from cms.upkeep.exceptions import (
    CannotKeep,
    NothingToReview,
    PostponedTooOften,
    ReasonNeeded,
    ReviewInThePast,
    ReviewTooFar,
)
from cms.upkeep.models import PageCare, ReviewAct
from cms.upkeep.rules import months_later
from cms.upkeep.services.answers import answer_helpful
from cms.upkeep.services.care import settle_pages
from cms.upkeep.services.reminders import send_reminders
from cms.upkeep.services.reviews import confirm_page, delegate_review, plan_review, postpone_review
from cms.upkeep.services.stewards import name_stewards
from tests.factories.pages import make_event, make_news, make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home):
    return UserFactory(username="owner")


@pytest.fixture
def page(home, owner):
    return make_page(title="Trains", owner=owner)


def care_of(page):
    return PageCare.objects.get(pk=page.pk)


def make_overdue(page, days=1):
    PageCare.objects.filter(pk=page.pk).update(
        due_on=timezone.localdate() - timedelta(days=days), is_due_chosen=True, reminded_for=None
    )
    return care_of(page)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_later_is_a_day_that_exists(day, months, then):
    assert months_later(day, months) == then


def test_page_is_due_six_months_after_its_first_publication_and_by_the_rule_of_its_section(editor, owner):
    section = make_section()
    page = make_page(parent=section, owner=owner)
    today = timezone.localdate()
    first = care_of(page).due_on

    name_stewards(actor=editor, page=section, months=12)
    by_rule = care_of(page).due_on
    page.save_revision().publish()

    assert (first, by_rule) == (months_later(today, 6), months_later(today, 12))
    assert care_of(page).due_on == by_rule


def test_drafts_news_and_events_are_not_reviewed(editor, home):
    draft = make_page(live=False)

    assert {care_of(page).due_on for page in (draft, make_news(), make_event(), home)} == {None}
    with pytest.raises(NothingToReview):
        confirm_page(actor=editor, care=care_of(make_news()))


def test_owner_says_that_a_page_is_still_true(page, owner, member):
    care = make_overdue(page)

    confirm_page(actor=owner, care=care)

    care = care_of(page)
    assert (care.due_on, care.reviewed_by, care.is_overdue) == (months_later(timezone.localdate(), 6), owner, False)
    assert [act.kind for act in ReviewAct.objects.all()] == ["confirmed"]
    with pytest.raises(PermissionDenied):
        confirm_page(actor=member, care=care)


def test_review_is_put_off_with_a_reason_and_twice_at_most(page, owner):
    today = timezone.localdate()
    care = make_overdue(page)
    later = today + timedelta(days=10)

    for wrong in (today, today - timedelta(days=1)):
        with pytest.raises(ReviewInThePast, match="lies ahead"):
            postpone_review(actor=owner, care=care, until=wrong, reason="Waiting for the council.")
    with pytest.raises(ReviewTooFar):
        postpone_review(actor=owner, care=care, until=today + timedelta(days=200), reason="Waiting.")
    with pytest.raises(ReasonNeeded):
        postpone_review(actor=owner, care=care, until=later, reason=" ")
    for _time in range(2):
        postpone_review(actor=owner, care=care, until=later, reason="Waiting for the council.")
    with pytest.raises(PostponedTooOften):
        postpone_review(actor=owner, care=care, until=later, reason="Waiting still.")
    settle_pages()

    assert care_of(page).due_on == later
    confirm_page(actor=owner, care=care)
    assert care_of(page).postponed == 0


def test_review_is_handed_to_a_colleague_for_one_time(page, owner, member, outsider):
    care = make_overdue(page)

    delegate_review(actor=owner, care=care, to=member)
    confirm_page(actor=member, care=care)

    assert (care_of(page).reviewer, care_of(page).owner) == (None, owner)
    with pytest.raises(PermissionDenied):
        confirm_page(actor=member, care=care_of(page))


@pytest.mark.parametrize("lost", ["left", "shut out"])
def test_review_returns_to_the_owner_from_who_cannot_do_it(home, owner, member, lost, mailoutbox):
    group = GroupFactory()
    owner.groups.add(group)
    section = make_section()
    page = make_page(parent=section, title="Trains", owner=owner)
    delegate_review(actor=owner, care=make_overdue(page), to=member)
    send_reminders(at=timezone.now())
    if lost == "left":
        member.is_active = False
        member.save()
    else:
        restrict(section, group)

    send_reminders(at=timezone.now())

    assert [mail.to for mail in mailoutbox] == [[member.email], [owner.email]]
    assert [one.url for one in waiting(owner)] == [reverse("page_review", args=[page.pk])]


def test_review_is_not_handed_to_who_cannot_read_the_page(owner, outsider):
    group = GroupFactory()
    owner.groups.add(group)
    section = make_section()
    restrict(section, group)
    page = make_page(parent=section, owner=owner)

    with pytest.raises(CannotKeep):
        delegate_review(actor=owner, care=care_of(page), to=outsider)


def test_editor_chooses_a_day_that_lies_ahead(page, editor, member):
    today = timezone.localdate()
    later = today + timedelta(days=400)

    plan_review(actor=editor, care=care_of(page), on=later)
    chosen = care_of(page).due_on
    with pytest.raises(ReviewInThePast):
        plan_review(actor=editor, care=care_of(page), on=today)
    with pytest.raises(PermissionDenied):
        plan_review(actor=member, care=care_of(page), on=later)
    plan_review(actor=editor, care=care_of(page), on=None)

    assert (chosen, care_of(page).due_on) == (later, months_later(today, 6))


def test_owner_is_reminded_once_for_each_due_date(page, owner, mailoutbox):
    make_overdue(make_page(title="Ferries", owner=owner))
    make_overdue(page)
    now = timezone.now()

    sent = [send_reminders(at=now), send_reminders(at=now + timedelta(hours=1))]
    confirm_page(actor=owner, care=care_of(page))
    later = now + timedelta(days=200)
    sent.append(send_reminders(at=later))

    assert sent == [1, 0, 1]
    first, second = mailoutbox
    assert (first.to, "Trains" in first.body, "Ferries" in first.body) == ([owner.email], True, True)
    assert ("Trains" in second.body, "Ferries" in second.body) == (True, False)


def test_reminder_goes_to_the_colleague_and_asks_permission_again(page, owner, member, mailoutbox):
    delegate_review(actor=owner, care=make_overdue(page), to=member)
    section = make_section()
    hidden = make_page(parent=section, title="Secret", owner=owner)
    make_overdue(hidden)
    restrict(section, GroupFactory())

    send_reminders(at=timezone.now())

    assert [(mail.to, "Secret" in mail.body) for mail in mailoutbox] == [([member.email], False)]


def test_reminder_that_cannot_be_sent_waits_for_the_next_tick(page, settings, mailoutbox):
    make_overdue(page)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    failed = send_reminders(at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (failed, send_reminders(at=timezone.now()), len(mailoutbox)) == (0, 1, 1)


def test_readers_see_the_last_review_and_a_warning_when_it_is_late(page, owner, member_client):
    confirm_page(actor=owner, care=care_of(page))
    PageCare.objects.update(reviewed_at=datetime(2026, 3, 5, 12, tzinfo=timezone.get_current_timezone()))
    fresh = member_client.get(page.url).text
    make_overdue(page)
    late = member_client.get(page.url).text

    assert ("Reviewed 5 Mar 2026" in fresh, "Not checked in time" in fresh) == (True, False)
    assert ("Not checked in time" in late, reverse("page_review", args=[page.pk]) in late) == (True, False)


def test_owner_reviews_from_the_page(client, page, owner):
    make_overdue(page)
    client.force_login(owner)
    review = reverse("page_review", args=[page.pk])

    linked = review in client.get(page.url).text
    shown = client.get(review)
    past = client.post(
        review,
        {"act": "postpone", "postpone-until": timezone.localdate().isoformat(), "postpone-reason": "Because."},
    )
    nobody = client.post(review, {"act": "delegate", "delegate-to": "nobody.here"})
    done = client.post(review, {"act": "confirm"})

    assert (linked, shown.status_code, past.status_code, nobody.status_code) == (True, 200, 422, 422)
    assert "A review date lies ahead" in past.text
    assert "No colleague has this user name or address." in nobody.text
    assert (done.status_code, done["Location"]) == (302, page.url)
    assert not care_of(page).is_overdue


def test_owner_works_through_the_list_and_sees_what_waits(client, page, owner, home):
    make_overdue(page)
    client.force_login(owner)

    waits = client.get(home.url).text
    listed = client.get(reverse("upkeep")).text
    done = client.post(reverse("page_review", args=[page.pk]), {"act": "confirm", "back": "list"})

    assert ("Is it still true? Trains" in waits, "Trains" in listed) == (True, True)
    assert done["Location"] == reverse("upkeep")
    assert "Is it still true? Trains" not in client.get(home.url).text


def test_others_are_refused_and_learn_nothing(member_client, page):
    hidden = make_page(parent=make_section(), title="Secret")
    restrict(hidden, GroupFactory())

    for name in ("page_review", "page_answers"):
        seen, unseen, absent = (member_client.get(reverse(name, args=[pk])) for pk in (page.pk, hidden.pk, 987_654_321))
        assert (seen.status_code, unseen.status_code, unseen.content) == (403, 404, absent.content)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_kept_pages_queries_do_not_grow(client, owner, home, count, django_assert_num_queries):
    for _number in range(count):
        make_overdue(make_page(owner=owner))
    client.force_login(owner)
    client.get(reverse("upkeep"))

    with django_assert_num_queries(5):
        client.get(reverse("upkeep"))


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_one_query(owner, member, count, django_assert_num_queries):
    for _number in range(count):
        page = make_page(owner=owner)
        make_overdue(page)
        answer_helpful(actor=member, page=page, is_helpful=False, words="The fare is missing.")

    with remembered_audiences():
        audiences_for(owner)
        with django_assert_num_queries(1):
            assert len(waiting(owner)) == min(2 * count, MOST)


@pytest.mark.parametrize("count", [1, 3])
def test_reminder_queries_do_not_grow_with_the_pages(owner, home, count, django_assert_num_queries):
    for _number in range(count):
        make_overdue(make_page(owner=owner))

    with django_assert_num_queries(7):
        send_reminders(at=timezone.now())
