from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.core.exceptions import DomainError
from cms.core.policies import can, require
from social_ext.activity.models import Verb
from social_ext.activity.services import record
from social_ext.comments.rules import clean_text
from social_ext.comments.services import post_comment
from social_ext.sharing.exceptions import (
    AlreadyPlanned,
    CopyNotShared,
    NoSpaceChosen,
    PageNotLive,
    PlanDecided,
    SpaceUnknown,
)
from social_ext.sharing.models import PlannedShare, Share
from social_ext.sharing.selectors import due_plans, may_be_told
from social_ext.spaces.models import Post, Space
from social_ext.spaces.services.posts import create_post


@transaction.atomic
def share_page(
    *, actor: Any, page: Page, spaces: Sequence[Space], message: str = "", at: datetime | None = None
) -> list[Share]:
    """Announce a live page in spaces: in all of them or in none.

    A page has one card per space: sharing again adds the words to the talk that is already there, or begins a new one
    where the post with the card was removed.
    """
    _require_share(actor, page)
    if not all(can(actor, "post", space) for space in spaces):
        raise SpaceUnknown
    message = clean_text(message, optional=True)
    if not spaces:
        raise NoSpaceChosen
    ordered = sorted(spaces, key=lambda space: space.pk)  # two at once lock in the same order
    return [_share_into(actor, page, space, message, at) for space in ordered]


def _require_share(actor: Any, page: Page) -> None:
    """Ask permission. That a page is unpublished is told only to those whom its last audience admits."""
    if may_be_told(actor, page.pk):
        raise PageNotLive
    require(actor, "share", page)


def _share_into(actor: Any, page: Page, space: Space, message: str, at: datetime | None) -> Share:
    Space.objects.select_for_update().get(pk=space.pk)
    share = Share.objects.filter(page_key=page.translation_key, space=space).first()
    if share is None:
        share = Share(page_key=page.translation_key, space=space)
        return _announce(actor, page, share, message, at)
    post = Post.objects.select_for_update().select_related("thread").get(pk=share.post_id)
    if post.removed_at is not None:
        return _announce(actor, page, share, message, at)
    if message:
        post_comment(actor=actor, thread=post.thread, body=message, at=at)
    return share


def _announce(actor: Any, page: Page, share: Share, message: str, at: datetime | None) -> Share:
    """Write the post that carries the card. One that was removed stays with its talk; the card moves to the new post."""
    post = create_post(actor=actor, space=share.space, body=message, kind=Post.Kind.SHARE, at=at, activity=False)
    share.post, share.actor, share.shared_at = post, actor, post.created_at
    share.revision_id, share.version_of = page.live_revision_id, page.pk
    share.parent_page = page.get_parent().pk
    share.is_new = True
    share.save()
    record(
        actor=actor,
        verb=Verb.ANNOUNCE,
        kind="post",
        obj=post,
        audience=post.audience,
        space_id=post.space_id,
        thread_id=post.thread_id,
        at=post.created_at,
    )
    return share


@transaction.atomic
def plan_share(*, actor: Any, page: Page, space: Space, message: str = "") -> PlannedShare:
    """Let a page be shared in a space when it is next published. Planning again changes one's own words."""
    require(actor, "change", page)
    if page.alias_of_id:
        raise CopyNotShared
    space = Space.objects.select_for_update().get(pk=space.pk)  # two who plan the same at once: one after the other
    if space.archived_at or not can(actor, "post", space):
        raise SpaceUnknown
    message = clean_text(message, optional=True)
    waiting = PlannedShare.State.WAITING
    plan = PlannedShare.objects.filter(page_id=page.pk, space=space, state=waiting).first()
    if plan is None:
        return PlannedShare.objects.create(page_id=page.pk, space=space, actor=actor, message=message)
    if plan.actor_id != actor.pk:
        raise AlreadyPlanned(space=space.name)
    plan.message = message
    plan.save(update_fields=["message"])
    return plan


@transaction.atomic
def withdraw_plan(*, actor: Any, plan: PlannedShare) -> None:
    """Plan a share no more: by who planned it, or by those who may edit the page and read the space."""
    locked = PlannedShare.objects.select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if locked is not None and locked.actor_id != actor.pk:
        require(actor, "read", locked.space)
        require(actor, "change", locked.page)
    if locked is None or locked.state == PlannedShare.State.SENT:
        raise PlanDecided
    locked.delete()


def deliver_planned_shares(*, page: Page) -> list[PlannedShare]:
    """Send what was planned for the publication of a page, and return what was decided.

    Each plan is locked, shared and marked in one transaction: whoever comes second, or again after a crash, finds it sent.
    Nothing goes out for a page that is not live now, or was not published since the plan was made: the signal of a
    publication also comes when one is only scheduled.
    """
    decided = (_deliver(pk) for pk in due_plans(page=page).order_by("pk").values_list("pk", flat=True))
    return [plan for plan in decided if plan is not None]


@transaction.atomic
def _deliver(pk: int) -> PlannedShare | None:
    plan = due_plans().select_for_update(of=("self",)).filter(pk=pk).first()
    if plan is None:
        return None
    try:
        with transaction.atomic():
            (plan.share,) = share_page(
                actor=plan.actor, page=plan.page.specific, spaces=[plan.space], message=plan.message
            )
    except PageNotLive:
        return None  # taken down meanwhile: it waits for the next publication
    except PermissionDenied:
        plan.state, plan.reason = PlannedShare.State.REFUSED, "page_hidden"
    except DomainError as rule:
        plan.state, plan.reason = PlannedShare.State.REFUSED, rule.code
    else:
        plan.state = PlannedShare.State.SENT
    plan.decided_at = timezone.now()
    plan.save(update_fields=["state", "reason", "share", "decided_at"])
    return plan


def deliver_overdue_shares() -> int:
    """Send what was due and forgotten, where a process died between the publication and its signal."""
    pages = Page.objects.filter(pk__in=due_plans().values("page"))
    return sum(len(deliver_planned_shares(page=page)) for page in pages)
