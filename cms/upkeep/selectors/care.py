"""The care of pages, as its readers may know of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page

from cms.pages.policies import visible_pages
from cms.upkeep.models import HelpfulAnswer, PageCare, ReviewAct


def shown_care(viewer: Any, page: Page) -> PageCare | None:
    """Return what a page shows of its upkeep, with the viewer's own answer to "was this helpful": one query.

    The caller has asked whether the viewer may see the page. `own_answer` is None, or whether it helped.
    """
    own = HelpfulAnswer.objects.filter(page=OuterRef("pk"), person=viewer, version=page.live_revision_id or 0)
    found = PageCare.objects.with_people().annotate(own_answer=Subquery(own.values("is_helpful")[:1]))
    return found.filter(pk=page.pk).first()


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


def kept_pages(viewer: Any) -> QuerySet[PageCare]:
    """Return the care of the pages that a person owns, or was asked to review: as far as they may see them, due first."""
    mine = PageCare.objects.visible_to(viewer).filter(reviewer=viewer) | PageCare.objects.visible_to(viewer).filter(
        owner=viewer
    )
    return mine.select_related("page__locale", "reviewer", "owner").order_by("due_on", "page__title", "pk")


def due_reviews(viewer: Any) -> QuerySet[PageCare]:
    """Return the reviews that wait for a person: those that were handed to them, and their own that nobody else has."""
    today = timezone.localdate()
    visible = PageCare.objects.visible_to(viewer).filter(due_on__lte=today)
    mine = visible.filter(reviewer=viewer) | visible.filter(reviewer=None, owner=viewer)
    return mine.select_related("page__locale").order_by("due_on", "pk")


def review_acts(care: PageCare) -> QuerySet[ReviewAct]:
    """Return what was done about the review of a page, the latest first."""
    return ReviewAct.objects.filter(page_id=care.pk).select_related("person", "to")


def visible_page_ids(viewer: Any) -> QuerySet:
    """Return the ids of the pages that this viewer may see."""
    return visible_pages(viewer).values("pk")
