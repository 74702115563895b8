from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Q, QuerySet, Window
from django.utils import timezone

from cms.events.models import Attendance, CalendarKey
from cms.pages.lists import each_once
from cms.pages.models import EventPage
from cms.pages.policies import visible_pages

#: How far back a calendar keeps events, and how many it holds at most.
KEPT = timedelta(days=90)
MOST = 500
#: How many faces an event shows.
FACES = 8


def coming_events(viewer: Any, *, language: str, at: datetime | None = None) -> QuerySet[EventPage]:
    """Return the events that are not over, the next one first, as far as this viewer may see them.

    Each comes once: in the language, or in the one that it has.
    """
    coming = visible_pages(viewer, EventPage).filter(_lasts_at(at or timezone.now()))
    return each_once(viewer, coming, language).order_by("starts_at", "pk")


def calendar_events(person: Any, *, at: datetime | None = None) -> list[EventPage]:
    """Return what stands in a person's calendar, in its order: each event that they may see today once, in their language.

    Of more than it holds, the next ones stay; what is over leaves first, the longest ago before the rest.
    """
    now = at or timezone.now()
    language = getattr(getattr(person, "profile", None), "language", "") or settings.LANGUAGE_CODE
    coming = list(coming_events(person, language=language, at=now)[:MOST])
    recent = visible_pages(person, EventPage).filter(_lasts_at(now - KEPT)).exclude(_lasts_at(now))
    past = each_once(person, recent, language).order_by("-starts_at", "-pk")[: MOST - len(coming)]
    return [*reversed(past), *coming]


def _lasts_at(moment: datetime) -> Q:
    """Tell which events are not over at a time; one without an end lasts until it begins."""
    return Q(ends_at=None, starts_at__gte=moment) | Q(ends_at__gte=moment)


def person_of_key(key: str) -> Any:
    """Return the active person of a calendar's key; None for any other text."""
    return get_user_model().objects.filter(calendar_key__key=key, is_active=True).select_related("profile").first()


def calendar_key(person: Any) -> str:
    """Return the key of a person's calendar; empty when they have none."""
    return CalendarKey.objects.filter(person=person).values_list("key", flat=True).first() or ""


@dataclass(frozen=True)
class Attending:
    """Who comes to an event: how many, the first few of them, and whether the viewer does."""

    count: int = 0
    people: list[Any] = field(default_factory=list)
    mine: bool = False


def attending(viewer: Any, event: EventPage) -> Attending:
    """Return who comes to an event. The caller has asked whether the viewer may see it."""
    coming = Attendance.objects.filter(event_key=event.translation_key, person__is_active=True)
    rows: Any = coming.annotate(count=Window(Count("pk")), mine=Exists(coming.filter(person=viewer)))
    first = list(rows.select_related("person__profile__unit").order_by("created_at", "pk")[:FACES])
    if not first:
        return Attending()
    return Attending(first[0].count, [row.person for row in first], first[0].mine)


def is_over(event: EventPage, at: datetime | None = None) -> bool:
    """Tell whether an event has ended; one without an end lasts until it begins."""
    return (event.ends_at or event.starts_at) < (at or timezone.now())
