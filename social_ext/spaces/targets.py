"""Posts as things that others point at."""

from typing import Any

from cms.core.targets import Target, TargetKind
from social_ext.comments.models import Thread
from social_ext.comments.targets import archived
from social_ext.spaces.models import Post


def find_post(viewer: Any, pk: int, lock: bool) -> Target | None:
    """Return a post that this viewer may read. Its audience is changed together with its conversation's."""
    if lock:
        list(Thread.objects.select_for_update().filter(post=pk))
    post = Post.objects.visible_to(viewer).select_related("audience", "thread", "space").filter(pk=pk).first()
    if post is None:
        return None
    return Target(
        "post",
        str(post.pk),
        post,
        post.audience,
        space_id=post.space_id,
        thread_id=post.thread_id,
        refusal=archived(post.thread),
    )


POSTS = TargetKind("post", find_post)
