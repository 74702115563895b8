"""Comments as things that others point at."""

from typing import Any

from cms.core.targets import Target, TargetKind
from social_ext.comments.exceptions import SpaceArchived, ThreadClosed
from social_ext.comments.models import Thread, ThreadedComment


def find_comment(viewer: Any, pk: int, lock: bool) -> Target | None:
    """Return a comment that this viewer may read. Its audience is changed with the row of its conversation."""
    if lock:
        list(Thread.objects.select_for_update().filter(comments=pk))
    comments = ThreadedComment.objects.visible_to(viewer).select_related(
        "conversation__audience", "conversation__post__space"
    )
    comment = comments.filter(pk=pk).first()
    if comment is None:
        return None
    thread = comment.conversation
    return Target(
        "comment",
        str(comment.pk),
        comment,
        thread.audience,
        page_key=thread.page_key,
        space_id=space_of(thread),
        thread_id=thread.pk,
        refusal=archived(thread),
    )


def space_of(thread: Thread) -> int | None:
    """Return the space of a post's conversation. Spaces stand above this app, so the way leads back through the row."""
    post = _post_of(thread)
    return post.space_id if post else None


def _post_of(thread: Thread) -> Any:
    return getattr(thread, "post", None) if thread.kind == Thread.POST else None


def archived(thread: Thread) -> SpaceArchived | None:
    """Return what is told to who would add to the talk of an archived space; nothing anywhere else."""
    post = _post_of(thread)
    return SpaceArchived() if post and post.space.archived_at else None


def require_open(thread: Thread) -> None:
    """Raise the reason why nobody adds to a conversation, when there is one."""
    if not thread.is_open:
        raise archived(thread) or ThreadClosed()


COMMENTS = TargetKind("comment", find_comment)
