"""What readers say of a page, for its owner and its editors."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from wagtail.models import Page

from cms.core.policies import require
from cms.upkeep.models import HelpfulAnswer, PageCare

#: Fewer people than this are not counted aloud: a number could tell who they are.
LEAST = 5


@dataclass(frozen=True)
class Votes:
    """How many people a page helped, and how many it did not; None for fewer than may be told."""

    yes: int | None
    no: int | None


def votes(viewer: Any, care: PageCare) -> Votes:
    """Return how many people said what of any version of a page; nothing as long as they are few."""
    require(viewer, "read_answers", care)
    counted = HelpfulAnswer.objects.filter(page_id=care.pk).aggregate(
        people=Count("person", distinct=True),
        yes=Count("person", filter=Q(is_helpful=True), distinct=True),
        no=Count("person", filter=Q(is_helpful=False), distinct=True),
    )
    return Votes(counted["yes"], counted["no"]) if counted["people"] >= LEAST else Votes(None, None)


def words_to_owner(viewer: Any, care: PageCare) -> QuerySet[HelpfulAnswer]:
    """Return the words that readers left for the owner and that nobody dealt with yet, the latest first."""
    require(viewer, "read_answers", care)
    return (
        HelpfulAnswer.objects.filter(page_id=care.pk, done_at=None)
        .exclude(words="")
        .select_related("person__profile__unit")
        .order_by("-created_at", "-pk")
    )


def pages_with_words(viewer: Any) -> QuerySet[PageCare]:
    """Return the care of the pages of a person on which words wait, with their number as `waiting`."""
    waits = Q(page__helpful_answers__done_at=None) & ~Q(page__helpful_answers__words="")
    counted = (
        PageCare.objects.visible_to(viewer)
        .filter(owner=viewer)
        .annotate(waiting=Count("page__helpful_answers", filter=waits))
    )
    return counted.filter(waiting__gt=0).select_related("page__locale").order_by("page__title", "pk")


def own_answer(viewer: Any, page: Page) -> HelpfulAnswer | None:
    """Return what a person said of the live version of a page."""
    return HelpfulAnswer.objects.filter(page_id=page.pk, version=page.live_revision_id or 0, person=viewer).first()
