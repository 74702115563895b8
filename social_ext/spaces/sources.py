"""Spaces, and what people said in them, for those who find them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.sources import DocumentData, Hit, Source
from social_ext.spaces.models import Kind, Post, Space, SpaceQuerySet

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


def space_source() -> Source:
    return Source(
        kind="space",
        label=gettext_lazy("Spaces"),
        documents=space_documents,
        load=load_spaces,
        all_ids=lambda: Space.objects.order_by("pk").values_list("pk", flat=True).iterator(),
    )


def space_documents(ids: Sequence[int]) -> Iterable[DocumentData]:
    """Write each space in use that somebody opened: its name and purpose, for those who may know of it."""
    for space in _in_use().filter(pk__in=ids).select_related("unit"):
        yield DocumentData(
            object_id=space.pk,
            title=space.name,
            text=space.purpose,
            audience_id=space.listing_audience_id,
            space=space.slug,
            unit=space.unit.slug if space.unit else "",
            updated_at=space.created_at,
        )


def load_spaces(viewer: Any, ids: Sequence[int]) -> dict[int, Hit]:
    """Return the spaces of which the viewer may know today."""
    return {
        space.pk: Hit(
            kind="space",
            id=space.pk,
            title=space.name,
            url=space.url,
            excerpt=space.purpose,
            meta=_("Space, %(visibility)s") % {"visibility": space.get_visibility_display()},
            space={"slug": space.slug, "name": space.name, "url": space.url},
            updated_at=space.created_at,
        )
        for space in _in_use().visible_to(viewer).filter(pk__in=ids)
    }


def _in_use() -> SpaceQuerySet:
    return Space.objects.active().exclude(kind=Kind.PERSONAL)
