"""Events as calendar programs read them (RFC 5545)."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cms.core.mail import absolute
from cms.pages.models import EventPage

#: How often a program asks again.
REFRESH = timedelta(hours=4)


def draw_calendar(events: Sequence[EventPage]) -> bytes:
    """Return a calendar with these events, each under an id that stays."""
    calendar = Calendar()
    calendar.add("prodid", "-//Palabre//Events//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Events"))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_drawn(event))
    return calendar.to_ical()


def _drawn(page: EventPage) -> Event:
    event = Event()
    event.add("uid", f"{page.translation_key}@{settings.BASE_URL.partition('://')[2]}")
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("dtstart", page.starts_at)
    if page.ends_at and page.ends_at > page.starts_at:  # an end is later than the start, or it is left out
        event.add("dtend", page.ends_at)
    event.add("summary", page.title)
    event.add("description", page.summary)
    event.add("location", page.place)
    event.add("url", absolute(page.get_url() or "/"))
    return event
