"""Which type of page a file becomes. News and events say so in their front matter: `type: news`, `type: event` with `start`."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.markdown import SourcePage
from cms.pages.models import EventPage, NewsPage, ReferencePage, SectionPage

KINDS: dict[str, type[NewsPage | EventPage]] = {"news": NewsPage, "event": EventPage}
LONGEST_PLACE = 200
MOST_SEATS = 100_000


def kind_of(source: SourcePage, parent: Page) -> type[Page]:
    """Return the type of page that a file becomes below a page."""
    named = KINDS.get(str(source.extra.get("type", "")).lower())
    if named is not None and not source.is_folder:
        return named
    return SectionPage if source.is_folder and isinstance(parent, SectionPage) else ReferencePage


def facts_of(source: SourcePage, kind: type[Page]) -> dict[str, Any]:
    """Return when and where an event is; nothing for other types. Raises `ValidationError` with what to write."""
    if kind is not EventPage:
        return {}
    starts_at = _moment(source, "start")
    ends_at = _moment(source, "end") if source.extra.get("end") else None
    if ends_at and ends_at < starts_at:
        raise ValidationError(_("The event would end before it begins."))
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": str(source.extra.get("place") or "")[:LONGEST_PLACE],
        "seats": _seats(source),
    }


def _seats(source: SourcePage) -> int | None:
    seats = source.extra.get("seats")
    if seats is None or (type(seats) is int and 0 <= seats <= MOST_SEATS):
        return seats
    raise ValidationError(_("“seats” of an event is a whole number up to %(limit)d.") % {"limit": MOST_SEATS})


def _moment(source: SourcePage, name: str) -> datetime:
    """Return a time of the front matter; one without a zone is meant in the zone of the site."""
    found = _time_in(str(source.extra.get(name) or ""))
    if found is None:
        raise ValidationError(_("“%(name)s” of an event is a time such as 2026-11-30 14:00.") % {"name": name})
    return found


def _time_in(text: str) -> datetime | None:
    try:
        day = parse_date(text)
        found = datetime(day.year, day.month, day.day) if day else parse_datetime(text)  # noqa: DTZ001 -- made aware below
        found = timezone.make_aware(found) if found and timezone.is_naive(found) else found
        # On the first and the last day that there are it is not a time in every zone.
        return found if found and found.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None
