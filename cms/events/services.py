from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from cms.core.policies import require
from cms.events.exceptions import EventFull, EventOver
from cms.events.models import Attendance, CalendarKey, new_key
from cms.events.selectors import is_over
from cms.pages.models import EventPage


@transaction.atomic
def renew_calendar_key(*, actor: Any) -> CalendarKey:
    """Give a person's calendar an address, or another one: the one before answers like none from here on."""
    return CalendarKey.objects.update_or_create(person=actor, defaults={"key": new_key()})[0]


@transaction.atomic
def revoke_calendar_key(*, actor: Any) -> None:
    """End the address of a person's calendar. Doing it again changes nothing."""
    CalendarKey.objects.filter(person=actor).delete()


@transaction.atomic
def attend(*, actor: Any, event: EventPage) -> Attendance:
    """Take a place at an event. Doing it again changes nothing. Raises `EventFull` or `EventOver`.

    Its pages in all languages are held while the places are counted: the last one is given once.
    """
    require(actor, "view", event)
    versions = Page.objects.select_for_update().filter(translation_key=event.translation_key).order_by("pk")
    list(versions.values_list("pk", flat=True))
    taken = Attendance.objects.filter(event_key=event.translation_key)
    own = taken.filter(person=actor).first()
    if own is not None:
        return own
    event = EventPage.objects.get(pk=event.pk)
    if is_over(event):
        raise EventOver
    if event.seats is not None and taken.filter(person__is_active=True).count() >= event.seats:
        raise EventFull
    return Attendance.objects.create(event_key=event.translation_key, person=actor)


@transaction.atomic
def stay_away(*, actor: Any, event: EventPage) -> None:
    """Give one's place back. Doing it again changes nothing."""
    Attendance.objects.filter(event_key=event.translation_key, person=actor).delete()


@transaction.atomic
def forget_attendances(*, key: UUID) -> int:
    """Delete who wanted to come to an event of which no page is left, in any language; return how many."""
    if Page.objects.filter(translation_key=key).exists():
        return 0
    return Attendance.objects.filter(event_key=key).delete()[0]
