from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.core.policies import can, require
from social_ext.activity.models import Verb
from social_ext.activity.services import record
from social_ext.comments.rules import clean_text
from social_ext.comments.services import post_comment
from social_ext.sharing.exceptions import NoSpaceChosen, PageNotLive, SpaceUnknown
from social_ext.sharing.models import Share
from social_ext.sharing.selectors import may_be_told
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
