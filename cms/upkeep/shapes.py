"""The upkeep of pages as the API shows it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from cms.people.shapes import ShortPerson, short_person
from cms.upkeep.selectors.care import cares_of


class WithCare(Schema):
    contact: ShortPerson | None = Field(description="Whom to ask, when that is somebody else than the owner.")
    reviewed_at: datetime | None = Field(description="When somebody said last that the page is true.")
    review_due_on: date | None = Field(description="The day of the next review; a day that has passed: it is overdue.")


def care_shapes(viewer: Any, pages: Sequence[Page]) -> dict[int, dict[str, Any]]:
    """Return the upkeep of pages by their numbers."""
    cares = cares_of(pages)
    return {page.pk: _shape(cares.get(page.pk)) for page in pages}


def _shape(care: Any) -> dict[str, Any]:
    if care is None:
        return {"contact": None, "reviewed_at": None, "review_due_on": None}
    return {
        "contact": short_person(care.shown_contact),
        "reviewed_at": care.reviewed_at,
        "review_due_on": care.due_on,
    }
