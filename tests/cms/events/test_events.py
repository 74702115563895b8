"""Events: who sees them, who comes, and what a calendar program reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from cms.events import selectors
from cms.events.exceptions import EventFull, EventOver
from cms.events.models import Attendance, CalendarKey
from cms.events.services import attend, renew_calendar_key, stay_away
from tests.factories.pages import make_event, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def titles_in(answer):
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def calendar_of(person):
    return reverse("calendar", args=[renew_calendar_key(actor=person).key])


def test_events_to_come_are_listed_the_next_one_first(member_client, home):
    now = timezone.now()
    make_event(title="Later", starts_at=now + timedelta(days=9))
    make_event(title="Sooner", starts_at=now + timedelta(days=2))
    make_event(title="Running", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    make_event(title="Over", starts_at=now - timedelta(days=2))

    shown = member_client.get(reverse("events"))

    assert [event.title for event in shown.context["events"]] == ["Running", "Sooner", "Later"]


@pytest.mark.parametrize("count", [1, 3])
def test_event_list_queries_do_not_grow(member_client, home, count, django_assert_num_queries):
    for _number in range(count):
        make_event(starts_at=timezone.now() + timedelta(days=1))
    member_client.get(reverse("events"))

    with django_assert_num_queries(5):
        member_client.get(reverse("events"))


def test_calendar_program_reads_what_its_person_may_see(home, member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    section = make_section(title="Board")
    restrict(section, group)
    soon = timezone.now() + timedelta(days=2)
    make_event(title="For all", starts_at=soon, place="Pier 4")
    make_event(parent=section, title="For few", starts_at=soon + timedelta(hours=1))
    program = Client()

    assert titles_in(program.get(calendar_of(member))) == ["For all", "For few"]
    assert titles_in(program.get(calendar_of(outsider))) == ["For all"]


def test_full_calendar_holds_the_next_events_and_those_that_last(home, member, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(selectors, "MOST", 3)
    make_event(title="Long ago", starts_at=now - timedelta(days=9))
    make_event(title="Yesterday", starts_at=now - timedelta(days=1))
    make_event(title="Exhibition", starts_at=now - timedelta(days=200), ends_at=now + timedelta(days=1))
    make_event(title="Tomorrow", starts_at=now + timedelta(days=1))
    few = titles_in(Client().get(calendar_of(member)))
    make_event(title="Next month", starts_at=now + timedelta(days=30))
    make_event(title="Next year", starts_at=now + timedelta(days=300))

    assert few == ["Yesterday", "Exhibition", "Tomorrow"]
    assert titles_in(Client().get(calendar_of(member))) == ["Exhibition", "Tomorrow", "Next month"]


def test_event_without_an_end_has_none_in_the_calendar(home, member):
    make_event(starts_at=timezone.now() + timedelta(days=2))

    (event,) = Calendar.from_ical(Client().get(calendar_of(member)).content).walk("VEVENT")

    assert ("DTSTART" in event, "DTEND" in event) == (True, False)


def test_calendar_holds_an_event_once_in_its_persons_language(home, french_home, member):
    event = make_event(title="Regatta", starts_at=timezone.now() + timedelta(days=2))
    make_event(parent=french_home, title="Régate", starts_at=event.starts_at, translation_key=event.translation_key)
    member.profile.language = "fr"
    member.profile.save()

    assert titles_in(Client().get(calendar_of(member))) == ["Régate"]


def test_who_wanted_to_come_is_forgotten_with_the_event(home, french_home, member):
    event = make_event(starts_at=timezone.now() + timedelta(days=2))
    french = make_event(parent=french_home, starts_at=event.starts_at, translation_key=event.translation_key)
    attend(actor=member, event=event)

    event.delete()
    kept = Attendance.objects.count()
    french.delete()

    assert (kept, Attendance.objects.count()) == (1, 0)


def test_calendar_ends_with_its_key_and_with_the_account(home, member):
    first = calendar_of(member)
    second = calendar_of(member)
    program = Client()
    absent = program.get(reverse("calendar", args=["x" * 43]))

    answers = [program.get(first), program.get(second)]
    member.is_active = False
    member.save()
    answers.append(program.get(second))

    assert [answer.status_code for answer in answers] == [404, 200, 404]
    assert answers[0].content == answers[2].content == absent.content


def test_calendar_address_is_made_and_ended_on_the_page(member, member_client, home):
    page = reverse("events")

    member_client.get(page)
    before = CalendarKey.objects.count()
    member_client.post(page, {"act": "renew"})
    made = CalendarKey.objects.get(person=member).key
    shown = made in member_client.get(page).text
    member_client.post(page, {"act": "revoke"})

    assert (before, shown, CalendarKey.objects.count()) == (0, True, 0)


def test_place_is_taken_and_given_back(member_client, member, home):
    event = make_event(seats=1)
    address = reverse("attendance", args=[event.pk])

    member_client.post(address)
    taken = [attendance.person for attendance in Attendance.objects.all()]
    comes = "I do not come" in member_client.get(event.url).text
    member_client.post(address, {"act": "leave"})

    assert (taken, comes, Attendance.objects.count()) == ([member], True, 0)


def test_full_and_past_events_take_nobody(member, outsider, home):
    event = make_event(seats=1)
    over = make_event(starts_at=timezone.now() - timedelta(days=1))
    for _time in range(2):
        attend(actor=member, event=event)

    with pytest.raises(EventFull):
        attend(actor=outsider, event=event)
    with pytest.raises(EventOver):
        attend(actor=member, event=over)
    stay_away(actor=member, event=event)
    attend(actor=outsider, event=event)
    assert Attendance.objects.get().person == outsider


def test_event_that_is_hidden_takes_nobody_and_answers_like_none(outsider_client, member, home):
    group = GroupFactory()
    section = make_section(title="Board")
    restrict(section, group)
    event = make_event(parent=section)

    hidden, absent = (outsider_client.post(reverse("attendance", args=[pk])) for pk in (event.pk, 10**9))

    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_event_page_queries_do_not_grow(member_client, home, count, django_assert_num_queries):
    event = make_event()
    for _number in range(count):
        attend(actor=UserFactory(), event=event)
    member_client.get(event.url)

    with django_assert_num_queries(8):
        member_client.get(event.url)
