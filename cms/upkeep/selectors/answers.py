"""What readers say of a page, for its owner and its editors."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cms.core.policies import require
from cms.upkeep.models import HelpfulAnswer, PageCare

#: Fewer people than this are not counted aloud: a number could tell who they are.
LEAST = 5


@dataclass(frozen=True)
class Votes:
    """How many people a page helped, and how many it did not; None for fewer than may be told."""

    yes: int | None
    no: int | None


@dataclass(frozen=True)
class Said:
    """What readers say of a page: how many found it helpful, and the words that nobody dealt with yet, the latest first."""

    votes: Votes
    words: QuerySet[HelpfulAnswer]


def said_by_readers(viewer: Any, care: PageCare) -> Said:
    """Return what readers say of any version of a page, for its owner and its editors; no number as long as they are few."""
    require(viewer, "read_answers", care)
    answers = HelpfulAnswer.objects.filter(page_id=care.pk)
    counted = answers.aggregate(
        people=Count("person", distinct=True),
        yes=Count("person", filter=Q(is_helpful=True), distinct=True),
        no=Count("person", filter=Q(is_helpful=False), distinct=True),
    )
    votes = Votes(counted["yes"], counted["no"]) if counted["people"] >= LEAST else Votes(None, None)
    words = answers.filter(done_at=None).exclude(words="").select_related("person__profile__unit")
    return Said(votes, words.order_by("-created_at", "-pk"))


def waiting_words() -> Any:
    """Return an expression that counts the words on the page of a care that nobody dealt with yet."""
    waits = HelpfulAnswer.objects.filter(page_id=OuterRef("pk"), done_at=None).exclude(words="").order_by()
    counted = waits.values("page_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
