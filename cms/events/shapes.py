"""What the API adds to a page that is an event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from cms.pages.models import EventPage


class EventShape(Schema):
    starts_at: datetime
    ends_at: datetime | None
    place: str = Field(examples=["Pier 4"])
    seats: int | None = Field(description="How many people can come; null: as many as want to.")


class EventFields(Schema):
    event: EventShape | None = Field(description="When and where, of a page of the type `event`; null for others.")


def events_of_pages(viewer: Any, pages: Sequence[Page]) -> dict[int, dict[str, Any]]:
    """Return when and where each of these pages happens; one query when there is an event among them."""
    kind = ContentType.objects.get_for_model(EventPage).pk
    keys = [page.pk for page in pages if page.content_type_id == kind]
    rows = EventPage.objects.filter(pk__in=keys).values("pk", *EventShape.model_fields) if keys else ()
    found = {row.pop("pk"): row for row in rows}
    return {page.pk: {"event": found.get(page.pk)} for page in pages}
