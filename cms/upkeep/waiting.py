"""What waits for the owners of pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.waiting import MOST, Waiting
from cms.upkeep.models import PageCare
from cms.upkeep.selectors.answers import pages_with_words
from cms.upkeep.selectors.care import due_reviews


def waiting_for(viewer: Any) -> list[Waiting]:
    """Return the reviews that are due for a person, and the words that readers left them."""
    return [
        *(_review(care) for care in due_reviews(viewer)[:MOST]),
        *(_words(care) for care in pages_with_words(viewer)[:MOST]),
    ]


def _review(care: PageCare) -> Waiting:
    return Waiting(
        title=_("Is it still true? %(title)s") % {"title": care.page.title},
        meta=_("Review due on %(day)s") % {"day": care.due_day},
        url=reverse("page_review", args=[care.pk]),
    )


def _words(care: Any) -> Waiting:
    told = ngettext("%(count)d reader left you a word", "%(count)d readers left you a word", care.waiting)
    return Waiting(
        title=care.page.title, meta=told % {"count": care.waiting}, url=reverse("page_answers", args=[care.pk])
    )
