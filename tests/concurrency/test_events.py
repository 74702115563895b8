"""People who want the last place at the same moment."""

from cms.events.exceptions import EventFull
from cms.events.models import Attendance
from cms.events.services import attend
from tests.factories.pages import make_event
from tests.factories.people import UserFactory


def test_last_place_is_given_once(overlap, committed):
    event, people = make_event(seats=1), [UserFactory(), UserFactory()]

    taken, refused = overlap(*(lambda person=person: attend(actor=person, event=event) for person in people))

    assert (taken.person, type(refused)) == (people[0], EventFull)
    assert Attendance.objects.count() == 1


def test_place_that_a_person_takes_twice_at_once_is_one(overlap, committed):
    event, person = make_event(seats=3), UserFactory()

    first, second = overlap(*[lambda: attend(actor=person, event=event)] * 2)

    assert first == second
    assert Attendance.objects.count() == 1
