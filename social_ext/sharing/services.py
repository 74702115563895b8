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
from social_ext.spaces.models import Post, Space
from social_ext.spaces.services.posts import create_post


@transaction.atomic
def share_page(
    *, actor: Any, page: Page, spaces: Sequence[Space], message: str = "", at: datetime | None = None
) -> list[Share]:
    """Announce a live page in spaces: in all of them or in none.

    A page has one card per space: sharing again adds the words to the talk that is already there.
    """
    message = clean_text(message, optional=True)
    if not spaces:
        raise NoSpaceChosen
    if not Page.objects.filter(pk=page.pk, live=True).exists():
        raise PageNotLive
    require(actor, "share", page)
    if not all(can(actor, "post", space) for space in spaces):
        raise SpaceUnknown
    ordered = sorted(spaces, key=lambda space: space.pk)  # two at once lock in the same order
    return [_share_into(actor, page, space, message, at) for space in ordered]


def _share_into(actor: Any, page: Page, space: Space, message: str, at: datetime | None) -> Share:
    Space.objects.select_for_update().get(pk=space.pk)
    share = Share.objects.filter(page_key=page.translation_key, space=space).select_related("post__thread").first()
    if share is not None:
        if message:
            post_comment(actor=actor, thread=share.post.thread, body=message, at=at)
        return share
    post = create_post(actor=actor, space=space, body=message, kind=Post.Kind.SHARE, at=at, activity=False)
    share = Share.objects.create(
        page_key=page.translation_key,
        space=space,
        post=post,
        actor=actor,
        revision_id=page.live_revision_id,
        shared_at=post.created_at,
    )
    record(
        actor=actor,
        verb=Verb.ANNOUNCE,
        kind="post",
        obj=post,
        audience=post.audience,
        space_id=space.pk,
        thread_id=post.thread_id,
        at=post.created_at,
    )
    return share
