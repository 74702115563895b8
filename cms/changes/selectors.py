from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from wagtail.models import Page

from cms.changes.models import Acknowledgement, AcknowledgementRequest, Change
from cms.core.policies import can, policy_of
from cms.pages.models import HomePage
from cms.pages.policies import visible_pages
from cms.people.selectors import directory

PAGE_SIZE = 20
#: Of fewer people no number is told: it would tell of each of them.
LEAST = 5


def history(viewer: Any, page: Page, *, before: int | None = None) -> QuerySet[Change]:
    """Return the published versions of a page that the viewer may see, the newest first, before one of them.

    Of a page that was opened to more people, these see the live version and what was published since. `before` is the id of a
    change of this page; another page's, or none, gives nothing.
    """
    changes = Change.objects.visible_to(viewer).filter(page__in=visible_pages(viewer).filter(pk=page.pk))
    changes = changes.select_related("by")
    if before is None:
        return changes
    last = changes.filter(pk=before).first()
    if last is None:
        return changes.none()
    return changes.filter(Q(published_at__lt=last.published_at) | Q(published_at=last.published_at, pk__lt=last.pk))


def get_change(viewer: Any, page: Page, pk: int) -> Change:
    """Return a published version of a page that the viewer may see, or raise `Change.DoesNotExist`."""
    return history(viewer, page).select_related("revision").get(pk=pk, revision__isnull=False)


def material_changes_since(moments: Iterable[tuple[int, datetime]]) -> dict[tuple[int, datetime], int]:
    """Return how often each page changed materially after a moment, in one query for all.

    The caller has asked who may see the pages. `moments` are ids of pages with times.
    """
    wanted = set(moments)
    if not wanted:
        return {}
    earliest = min(moment for _page, moment in wanted)
    material = Change.objects.filter(
        page__in={page for page, _moment in wanted}, is_material=True, published_at__gt=earliest
    )
    rows = list(material.order_by().values_list("page", "published_at"))
    return {(page, moment): sum(found == page and at > moment for found, at in rows) for page, moment in wanted}


def change_of(page: Page) -> Change | None:
    """Return what was said of the live version of a page."""
    return Change.objects.filter(revision=page.live_revision_id).first() if page.live_revision_id else None


def get_publishable(viewer: Any, pk: int) -> Page | None:
    """Return a page in its own type that this viewer may publish, live or not, as Wagtail's groups say."""
    pages = policy_of(Page).instances_user_has_permission_for(viewer, "publish")
    return pages.filter(pk=pk, depth__gt=HomePage.DEPTH).specific().first()


def request_on(viewer: Any, page: Page) -> AcknowledgementRequest | None:
    """Return who is asked to acknowledge a page or its translation, with how the viewer stands to it; None when nobody is.

    One query. The caller has asked whether the viewer may see the page. `live_change` is the version of it that readers see,
    `last_change` the one that this viewer acknowledged last, and `is_older` tells that the page which is asked for changed
    materially after it.
    """
    live = Change.objects.filter(revision=page.live_revision_id or 0)
    later = Change.objects.filter(
        page=OuterRef("page"), is_material=True, published_at__gt=Subquery(live.values("published_at")[:1])
    )
    own = Acknowledgement.objects.filter(person=viewer, change__page=page.pk).order_by("-change")
    found = AcknowledgementRequest.objects.visible_to(viewer).about(page).with_standing_of(viewer)
    found = found.annotate(
        live_change=Subquery(live.values("pk")[:1]),
        last_change=Subquery(own.values("change")[:1]),
        is_older=Exists(later.exclude(page=page.pk)),
    )
    return found.select_related("controller", "page").first()


def requests_waiting_for(viewer: Any) -> QuerySet[AcknowledgementRequest]:
    """Return what this viewer is asked to acknowledge and has not, of the pages that they may see; the newest first.

    `own_title` is that of the page in the language of the moment, where the viewer may see it in that.
    """
    translation = visible_pages(viewer).filter(
        translation_key=OuterRef("page__translation_key"), locale__language_code=get_language(), alias_of=None
    )
    found = AcknowledgementRequest.objects.visible_to(viewer).with_standing_of(viewer)
    found = found.annotate(own_title=Subquery(translation.order_by().values("title")[:1]))
    return found.filter(is_asked=True, held=None).select_related("page").order_by("-asked_at", "pk")


def get_request(viewer: Any, page_id: int) -> AcknowledgementRequest:
    """Return the request of a page of which this viewer may know the outcome, or raise `DoesNotExist`."""
    found = AcknowledgementRequest.objects.visible_to(viewer).select_related("page__locale", "controller")
    request = found.get(page=page_id)
    if not can(viewer, "see_counts", request):
        raise AcknowledgementRequest.DoesNotExist
    return request


def asked_people(request: AcknowledgementRequest) -> QuerySet:
    """Return the people who are asked today: who may not see the page is none of them. `held` is as in `request_on`."""
    chosen = Q(groups__in=request.groups.values("pk"))
    for path in request.units.values_list("path", flat=True):
        chosen |= Q(profile__unit__path__startswith=path)
    # The ids first: whoever is in two of the groups is asked once.
    people = policy_of(Page).viewers_of(request.page)
    chosen_people = people.filter(pk__in=people.model.objects.filter(chosen).values("pk"))
    return chosen_people.annotate(**_held_of(request))


def _held_of(request: AcknowledgementRequest) -> dict[str, Subquery]:
    """Tell of people which version they acknowledged that still counts, and when."""
    family = {"change__page__translation_key": request.page.translation_key}
    latest = (
        Acknowledgement.objects.holding(request.page_id).filter(person=OuterRef("pk"), **family).order_by("-change")
    )
    return {"held": Subquery(latest.values("change__number")[:1]), "held_at": Subquery(latest.values("created_at")[:1])}


@dataclass(frozen=True)
class Outcome:
    """How many people are asked, and how many acknowledged what holds now; None where so few are asked that it names them."""

    asked: int | None
    done: int | None


def outcome(viewer: Any, request: AcknowledgementRequest) -> Outcome:
    """Return the numbers of a request; the controller, who is shown the names, is told small ones too."""
    told = asked_people(request).aggregate(asked=Count("pk"), done=Count("pk", filter=Q(held__isnull=False)))
    is_told = told["asked"] >= LEAST or can(viewer, "see_names", request)
    return Outcome(**told) if is_told else Outcome(None, None)


def asked_by_name(viewer: Any, request: AcknowledgementRequest, *, is_done: bool, after: str = "") -> QuerySet:
    """Return by name who acknowledged, or who did not yet, after a username; nobody unless the viewer is the controller."""
    asked = asked_people(request).filter(held__isnull=not is_done)
    if not can(viewer, "see_names", request):
        return asked.none()
    people = directory(viewer, after=after).filter(pk__in=asked.values("pk"))
    return people.annotate(**_held_of(request))
