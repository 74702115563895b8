"""What waits for the owners of pages."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.dashboard import MOST as MOST_ROWS
from cms.pages.dashboard import Row
from cms.pages.waiting import MOST, Waiting
from cms.upkeep.selectors.care import waiting_cares
from cms.upkeep.selectors.reports import overdue


def waiting_for(viewer: Any) -> list[Waiting]:
    """Return the reviews that are due for a person, and the words that readers left them."""
    cares: list[Any] = list(waiting_cares(viewer)[: 2 * MOST])
    return [
        *(_review(care) for care in cares if care.is_due),
        *(_words(care) for care in cares if care.words_waiting and care.owner_id == viewer.pk),
    ]


def _review(care: Any) -> Waiting:
    return Waiting(
        title=_("Is it still true? %(title)s") % {"title": care.page.title},
        meta=_("Review due on %(day)s") % {"day": care.due_day},
        url=reverse("page_review", args=[care.pk]),
    )


def _words(care: Any) -> Waiting:
    told = ngettext("%(count)d reader left you a word", "%(count)d readers left you a word", care.words_waiting)
    return Waiting(
        title=care.page.title, meta=told % {"count": care.words_waiting}, url=reverse("page_answers", args=[care.pk])
    )


def overdue_rows(viewer: Any) -> list[Row]:
    """Return the pages that an editor may edit and whose review is overdue, the longest ago first."""
    cares = overdue(viewer).select_related("page")[:MOST_ROWS]
    return [Row(care.page.title, reverse("page_care", args=[care.page_id]), _due(care)) for care in cares]


def _due(care: Any) -> str:
    return _("Review due on %(day)s") % {"day": date_format(care.due_on, "SHORT_DATE_FORMAT")}
