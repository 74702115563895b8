from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.core.policies import require
from social_ext.activity.models import Verb
from social_ext.activity.services import forget, record
from social_ext.comments.exceptions import SpaceArchived, VersionConflict
from social_ext.comments.models import Thread
from social_ext.comments.rules import clean_text
from social_ext.comments.services import close_thread
from social_ext.spaces.exceptions import UnknownKind
from social_ext.spaces.models import Post, Space, Visibility
from social_ext.spaces.services.memberships import join_space


@transaction.atomic
def create_post(
    *,
    actor: Any,
    space: Space,
    body: str,
    kind: str = Post.Kind.MESSAGE,
    at: datetime | None = None,
    activity: bool = True,
) -> Post:
    """Say something in a space. In an open one, posting joins it.

    A share may come without words; its caller records the activity. The space's row is locked first: were its visibility
    changed meanwhile, the post would keep an audience that is no longer in force.
    """
    space = Space.objects.select_for_update().get(pk=space.pk)
    require(actor, "post", space)
    if space.archived_at:
        raise SpaceArchived
    if kind not in Post.Kind.values:
        raise UnknownKind
    body = clean_text(body, optional=kind == Post.Kind.SHARE)
    if space.visibility == Visibility.OPEN:
        join_space(actor=actor, space=space)
    now = at or timezone.now()
    thread = Thread.objects.create(kind=Thread.POST, audience=space.audience, created_at=now)
    post = Post.objects.create(
        space=space, author=actor, kind=kind, body=body, thread=thread, audience=space.audience, created_at=now
    )
    if activity:
        record(
            actor=actor,
            verb=Verb.CREATE,
            kind="post",
            obj=post,
            audience=post.audience,
            space_id=space.pk,
            thread_id=thread.pk,
            at=now,
        )
    return post


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).select_related("space", "thread").get(pk=post.pk)


@transaction.atomic
def edit_post(*, actor: Any, post: Post, body: str, version: int | None = None) -> Post:
    """Change one's own words. With `version`, only when nobody changed them since."""
    post = _locked(post)
    require(actor, "change", post)
    if post.space.archived_at:
        raise SpaceArchived
    if version is not None and version != post.version:
        raise VersionConflict
    post.body = clean_text(body, optional=post.kind == Post.Kind.SHARE)
    post.edited_at = timezone.now()
    post.version += 1
    post.save(update_fields=["body", "edited_at", "version"])
    return post


@transaction.atomic
def remove_post(*, actor: Any, post: Post) -> Post:
    """Take a post back: its place and what others said stay, its words do not; its conversation is closed."""
    post = _locked(post)
    require(actor, "delete", post)
    if post.removed_at is None:
        post.removed_at = timezone.now()
        post.version += 1
        post.save(update_fields=["removed_at", "version"])
        close_thread(thread=post.thread)
        forget(kind="post", ids=[post.pk])
        forget(kind="comment", ids=list(post.thread.comments.values_list("pk", flat=True)))
    return post
