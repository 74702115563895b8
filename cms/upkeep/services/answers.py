"""Whether a page helped, as its readers say."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.core.policies import require
from cms.upkeep.models import HelpfulAnswer, PageCare

WORDS_LENGTH = 1000


@transaction.atomic
def answer_helpful(
    *, actor: Any, page: Page, is_helpful: bool, words: str | None = None, version: int | None = None
) -> HelpfulAnswer:
    """Say whether a version of a page helped; another answer to the same version takes the place of the first.

    `version` is the id of the revision that was read; what is none of this page, and None, means the one that is live.

    `words` are for the owner and the editors of the page alone. None leaves those that are there.
    """
    require(actor, "view", page)
    values: dict[str, Any] = {"is_helpful": is_helpful}
    if words is not None:
        values |= {"words": words.strip()[:WORDS_LENGTH], "done_at": None}
    if version is None or not page.revisions.filter(pk=version, pk__lte=page.live_revision_id or 0).exists():
        version = page.live_revision_id or 0
    return HelpfulAnswer.objects.update_or_create(page_id=page.pk, version=version, person=actor, defaults=values)[0]


@transaction.atomic
def put_words_aside(*, actor: Any, care: PageCare, pk: int) -> None:
    """Say that a word to the owner was dealt with. Doing it again changes nothing."""
    require(actor, "read_answers", care)
    HelpfulAnswer.objects.filter(page_id=care.pk, pk=pk, done_at=None).update(done_at=timezone.now())
