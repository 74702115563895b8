"""What waits for the owners of pages."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.dashboard import MOST as MOST_ROWS
from cms.pages.dashboard import Row
from cms.pages.waiting import Row as WaitingRow
from cms.pages.waiting import Waiting, WaitingSource, as_rows
from cms.upkeep.selectors.care import waiting_cares
from cms.upkeep.selectors.reports import overdue


def _due_reviews(viewer: Any) -> QuerySet:
    due: Any = waiting_cares(viewer)
    return as_rows(due.filter(is_due=True), key="pk", title=F("page__title"), since="due_on")


def _review(row: WaitingRow) -> Waiting:
    return Waiting(
        title=_("Is it still true? %(title)s") % {"title": row.title},
        meta=_("Review due on %(day)s") % {"day": date_format(date.fromisoformat(row.since))},
        url=reverse("page_review", args=[row.key]),
    )


def _words_left(viewer: Any) -> QuerySet:
    left: Any = waiting_cares(viewer)
    return as_rows(
        left.filter(owner=viewer, words_waiting__gt=0),
        key="pk",
        title=F("page__title"),
        number=F("words_waiting"),
        since="due_on",
    )


def _answer(row: WaitingRow) -> Waiting:
    told = ngettext("%(count)d reader left you a word", "%(count)d readers left you a word", row.number)
    return Waiting(title=row.title, meta=told % {"count": row.number}, url=reverse("page_answers", args=[row.key]))


DUE_REVIEWS = WaitingSource(order=60, rows=_due_reviews, tell=_review)
WORDS_LEFT = WaitingSource(order=70, rows=_words_left, tell=_answer)


def overdue_rows(viewer: Any) -> list[Row]:
    """Return the pages that an editor may edit and whose review is overdue, the longest ago first."""
    return [_overdue_row(care) for care in overdue(viewer).select_related("page__locale")[:MOST_ROWS]]


def _overdue_row(care: Any) -> Row:
    address = reverse("page_care", args=[care.page_id])
    return Row(care.page.title, address, _due(care), care.page.locale.language_code)


def _due(care: Any) -> str:
    return _("Review due on %(day)s") % {"day": date_format(care.due_on, "SHORT_DATE_FORMAT")}
