"""What a person is asked to acknowledge."""

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.changes.selectors import requests_waiting_for
from cms.pages.waiting import Row, Waiting, WaitingSource, as_rows


def _requests(viewer: Any) -> QuerySet:
    """Return the pages that wait to be acknowledged; the number is the version that was, 0 for the first time."""
    return as_rows(
        requests_waiting_for(viewer),
        key="page_id",
        title=Coalesce("own_title", "page__title"),
        number=Coalesce(F("last"), Value(0)),
        since="asked_at",
        once=F("page__translation_key"),
    )


def _acknowledge(row: Row) -> Waiting:
    changed = _("It changed materially since you acknowledged version %(number)s") % {"number": row.number}
    return Waiting(
        title=_("Acknowledge: %(title)s") % {"title": row.title},
        meta=changed if row.number else _("You are asked to read it and say so"),
        url=reverse("page_permalink", args=[row.key]),
    )


ACKNOWLEDGEMENTS = WaitingSource(order=50, rows=_requests, tell=_acknowledge)
