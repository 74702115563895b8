"""What people said in spaces, for those who find it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.sources import DocumentData, Hit, Source
from social_ext.spaces.models import Post

VIA = "?via=search"


def post_source() -> Source:
    return Source(
        kind="post",
        label=gettext_lazy("Posts"),
        documents=post_documents,
        load=load_posts,
        all_ids=lambda: Post.objects.order_by("pk").values_list("pk", flat=True).iterator(),
    )


def post_documents(ids: Sequence[int]) -> Iterable[DocumentData]:
    """Write each post that stands and has words of its own; the page it shares is found by itself."""
    standing = Post.objects.filter(pk__in=ids, removed_at=None).exclude(body="")
    for post in standing.select_related("space__unit"):
        yield DocumentData(
            object_id=post.pk,
            title="",
            text=post.body,
            audience_id=post.audience_id,
            space=post.space.slug,
            unit=post.space.unit.slug if post.space.unit else "",
            updated_at=post.edited_at or post.created_at,
        )


def load_posts(viewer: Any, ids: Sequence[int]) -> dict[int, Hit]:
    """Return the posts that the viewer may read today."""
    posts = Post.objects.visible_to(viewer).filter(pk__in=ids, removed_at=None).with_authors()
    return {
        post.pk: Hit(
            kind="post",
            id=post.pk,
            title="",
            url=post.url + VIA,
            excerpt=post.body,
            meta=_("in %(space)s") % {"space": post.space.name},
            author=post.author,
            space={"slug": post.space.slug, "name": post.space.name, "url": post.space.url},
            updated_at=post.edited_at or post.created_at,
        )
        for post in posts
    }
