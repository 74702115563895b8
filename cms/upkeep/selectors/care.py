"""The care of pages, as its readers may know of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.upkeep.models import PageCare, ReviewAct, Stewardship
from cms.upkeep.selectors.answers import waiting_words


def care_of(page: Page) -> PageCare | None:
    """Return the care of a page, which came with it; None of a page that is not saved yet."""
    return getattr(page, "care", None)


def get_care(viewer: Any, pk: int) -> PageCare:
    """Return the care of a page that this viewer may see, with the page in its own type; or raise `DoesNotExist`."""
    return (
        PageCare.objects.visible_to(viewer)
        .with_people()
        .select_related("page__locale", "owner__profile__unit", "contact", "reviewer", "reviewed_by")
        .get(pk=pk)
    )


def cares_of(pages: Sequence[Page]) -> dict[int, PageCare]:
    """Return the care of pages by their ids."""
    return PageCare.objects.with_people().in_bulk([page.pk for page in pages])


def asked_of(person: Any) -> Q:
    """Tell which reviews are a person's to do: those handed to them, and those of their own pages that nobody was handed."""
    return Q(reviewer=person) | Q(reviewer=None, owner=person)


def kept_pages(viewer: Any) -> QuerySet[PageCare]:
    """Return the care of the pages that a person owns, or was asked to review: as far as they may see them, due first."""
    mine = PageCare.objects.visible_to(viewer).filter(reviewer=viewer) | PageCare.objects.visible_to(viewer).filter(
        owner=viewer
    )
    return mine.select_related("page__locale", "reviewer", "owner").order_by("due_on", "page__title", "pk")


def waiting_cares(viewer: Any) -> QuerySet[PageCare]:
    """Return the pages that wait for a person, in one query: for a review that is theirs today, or as readers left a word.

    `words_waiting` counts the words; `is_due` tells whether the review is theirs and due.
    """
    due = Q(asked_of(viewer), due_on__lte=timezone.localdate())
    found = PageCare.objects.visible_to(viewer).filter(Q(reviewer=viewer) | Q(owner=viewer))
    found = found.annotate(words_waiting=waiting_words(), is_due=ExpressionWrapper(due, BooleanField()))
    waits = Q(is_due=True) | Q(owner=viewer, words_waiting__gt=0)
    return found.filter(waits).select_related("page").order_by("-is_due", "due_on", "pk")


def review_acts(care: PageCare) -> QuerySet[ReviewAct]:
    """Return what was done about the review of a page, the latest first."""
    return ReviewAct.objects.filter(page_id=care.pk).select_related("person", "to")


def said_of(page: Page) -> dict[str, Any]:
    """Return what is said on a page itself, and the day that was chosen for its review. The caller has asked permission."""
    said = Stewardship.objects.select_related("owner", "contact").filter(pk=page.pk).first() or Stewardship()
    chosen = PageCare.objects.filter(pk=page.pk, is_due_chosen=True).values_list("due_on", flat=True).first()
    return {"owner": said.owner, "contact": said.contact, "months": said.months, "due_on": chosen}
