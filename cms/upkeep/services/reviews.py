"""What people do about the review of a page: say that it is still true, put it off, hand it over, choose its date."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from cms.core.policies import policy_of, require
from cms.upkeep.exceptions import (
    CannotKeep,
    NothingToReview,
    PostponedTooOften,
    ReasonNeeded,
    ReviewInThePast,
    ReviewTooFar,
)
from cms.upkeep.models import MOST_MONTHS, PageCare, ReviewAct
from cms.upkeep.rules import months_later
from cms.upkeep.services.care import due_by_rule, is_reviewed
from cms.upkeep.services.stewards import care_row, name_stewards

#: How often a review may be put off before somebody reads the page, and for how long each time.
MOST_TIMES = 2
LONGEST = timedelta(days=92)
REASON_LENGTH = 500


@transaction.atomic
def confirm_page(*, actor: Any, care: PageCare) -> PageCare:
    """Say that a page is still true: it is due again by its rule, and its own reviewer is nobody in particular."""
    care = _held(actor, care)
    now = timezone.now()
    care.reviewed_at, care.reviewed_by = now, actor
    care.due_on = due_by_rule(care.months, now)
    care.is_due_chosen, care.postponed, care.reviewer, care.reminded_for = False, 0, None, None
    return _done(care, actor, ReviewAct.Kind.CONFIRMED)


@transaction.atomic
def postpone_review(*, actor: Any, care: PageCare, until: date, reason: str) -> PageCare:
    """Put a review off, with a reason.

    Raises `ReviewInThePast`, `ReviewTooFar`, `ReasonNeeded`, or `PostponedTooOften`: twice in a row is enough.
    """
    care = _held(actor, care)
    today = timezone.localdate()
    _require_ahead(until, today, last=today + LONGEST)
    if not reason.strip():
        raise ReasonNeeded
    if care.postponed >= MOST_TIMES:
        raise PostponedTooOften
    care.due_on, care.is_due_chosen, care.postponed, care.reminded_for = until, True, care.postponed + 1, None
    return _done(care, actor, ReviewAct.Kind.POSTPONED, reason=reason.strip()[:REASON_LENGTH])


@transaction.atomic
def delegate_review(*, actor: Any, care: PageCare, to: Any) -> PageCare:
    """Hand the next review to a colleague who can see the page; its owner stays its owner. Raises `CannotKeep`."""
    care = _held(actor, care)
    if not (to.is_active and policy_of(PageCare).can(to, "view", care)):
        raise CannotKeep(name=to.display_name)
    if care.reviewer_id == to.pk:
        return care
    care.reviewer, care.reminded_for = to, None
    return _done(care, actor, ReviewAct.Kind.DELEGATED, to=to)


@transaction.atomic
def take_back_reviews() -> int:
    """Leave to the owners what was handed to people who left, or may not see the page any more; return how many pages."""
    handed = PageCare.objects.filter(page__live=True)
    returned = 0
    for reviewer in get_user_model().objects.filter(review_page_cares__in=handed).distinct():
        given = handed.filter(reviewer=reviewer)
        if reviewer.is_active:
            given = given.exclude(pk__in=list(PageCare.objects.visible_to(reviewer).values_list("pk", flat=True)))
        returned += PageCare.objects.filter(pk__in=list(given.values_list("pk", flat=True)), reviewer=reviewer).update(
            reviewer=None, reminded_for=None
        )
    return returned


@transaction.atomic
def plan_review(*, actor: Any, care: PageCare, on: date | None) -> PageCare:
    """Choose the day of the next review, or let the rule say it again. It is an act of editors, on drafts too.

    Raises `ReviewInThePast` or `ReviewTooFar`.
    """
    care = _locked(care)
    require(actor, "steward", care)
    if (on is None and not care.is_due_chosen) or (on is not None and on == care.due_on and care.is_due_chosen):
        return care
    if on is not None:
        if not is_reviewed(care.page):
            raise NothingToReview
        today = timezone.localdate()
        _require_ahead(on, today, last=months_later(today, MOST_MONTHS))
    care.is_due_chosen, care.reminded_for = on is not None, None
    care.due_on = on or due_by_rule(care.months, care.reviewed_at or care.page.first_published_at)
    return _done(care, actor, ReviewAct.Kind.PLANNED)


@transaction.atomic
def say_upkeep(
    *, actor: Any, page: Page, owner: Any, contact: Any, months: int | None, due_on: date | None
) -> PageCare:
    """Say who keeps a page and all below it, how often it is reviewed, and when next: all of it or, when refused, nothing."""
    name_stewards(actor=actor, page=page, owner=owner, contact=contact, months=months)
    return plan_review(actor=actor, care=care_row(page), on=due_on)


def _held(actor: Any, care: PageCare) -> PageCare:
    """Return the row of today, held, for somebody who may review it."""
    care = _locked(care)
    require(actor, "review", care)
    if care.due_on is None:
        raise NothingToReview
    return care


def _locked(care: PageCare) -> PageCare:
    return PageCare.objects.select_for_update(of=("self",)).select_related("page").get(pk=care.pk)


def _require_ahead(day: date, today: date, last: date) -> None:
    if day <= today:
        raise ReviewInThePast
    if day > last:
        raise ReviewTooFar(last=date_format(last))


def _done(care: PageCare, actor: Any, kind: str, **told: Any) -> PageCare:
    care.save()
    ReviewAct.objects.create(page_id=care.pk, person=actor, kind=kind, due_on=care.due_on, **told)
    return care
