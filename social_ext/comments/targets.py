"""Comments as things that others point at."""

from typing import Any

from cms.core.targets import Target, TargetKind
from social_ext.comments.models import Thread, ThreadedComment


def find_comment(viewer: Any, pk: int, lock: bool) -> Target | None:
    """Return a comment that this viewer may read. Its audience is changed with the row of its conversation."""
    if lock:
        list(Thread.objects.select_for_update().filter(comments=pk))
    comments = ThreadedComment.objects.visible_to(viewer).select_related("conversation__audience", "conversation__post")
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
    )


def space_of(thread: Thread) -> int | None:
    """Return the space of a post's conversation. Spaces stand above this app, so the way leads back through the row."""
    post = getattr(thread, "post", None) if thread.kind == Thread.POST else None
    return post.space_id if post else None


COMMENTS = TargetKind("comment", find_comment)
