"""What editors look after: over all pages that they may edit, and over no other."""

from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from cms.pages.models import HomePage, PageRead
from cms.pages.selectors import editable_pages
from cms.upkeep.models import LinkTarget, PageCare, PageLink
from cms.upkeep.selectors.answers import LEAST


def overdue(viewer: Any) -> QuerySet[PageCare]:
    """Return the live pages whose day of review has passed, the longest ago first."""
    return _cares(viewer).filter(due_on__lt=timezone.localdate()).order_by("due_on", "pk")


def without_owner(viewer: Any) -> QuerySet[PageCare]:
    """Return the live pages that nobody owns."""
    return _cares(viewer).filter(owner=None).order_by("page__title", "pk")


def orphaned(viewer: Any) -> QuerySet[PageCare]:
    """Return the live pages whose owner has left."""
    return _cares(viewer).filter(owner__is_active=False).order_by("owner__last_name", "owner__pk", "page__title", "pk")


def broken_links(viewer: Any) -> QuerySet[PageLink]:
    """Return the links of live pages that lead nowhere, by page."""
    links = PageLink.objects.filter(page__in=_live(viewer), target__state=LinkTarget.State.BROKEN)
    return links.select_related("page", "target").order_by("page__title", "page_id", "target__address", "pk")


def pages_by_reads(viewer: Any) -> QuerySet[Page]:
    """Return the live pages with the number of people who read them, the most read first.

    `readers` is 0 for fewer than may be told, and those stand by their titles: no order tells more than the number.
    """
    reads = PageRead.objects.filter(page_key=OuterRef("translation_key")).order_by()
    people = Coalesce(Subquery(reads.values("page_key").annotate(number=Count("pk")).values("number")), 0)
    enough = When(people__gte=LEAST, then=F("people"))
    told = Case(enough, default=Value(0), output_field=IntegerField())
    return _live(viewer).annotate(people=people).annotate(readers=told).order_by("-readers", "title", "pk")


def _live(viewer: Any) -> QuerySet[Page]:
    return editable_pages(viewer).filter(live=True, depth__gt=HomePage.DEPTH, alias_of=None)


def _cares(viewer: Any) -> QuerySet[PageCare]:
    return PageCare.objects.filter(page__in=_live(viewer)).select_related("page", "owner", "reviewer")
