"""What other apps add to posts: below a post's words and above its talk.

A hook receives the viewer and all posts of a list and answers with components for some of them, all loaded at once, so that
the number of queries does not grow with the list. The page part of a card is resolved for this viewer::

    @hooks.register("construct_posts_context")
    def show_cards(viewer, posts):
        shares = Share.objects.filter(post__in=posts)
        return {share.post_id: [SharedPage(card)] for share, card in cards(viewer, shares)}
"""

from collections.abc import Sequence
from typing import Any

from laces.components import Component
from wagtail import hooks

from social_ext.spaces.models import Post


def components_of(viewer: Any, posts: Sequence[Post]) -> dict[int, list[Component]]:
    """Return what other apps show in each of these posts."""
    found: dict[int, list[Component]] = {post.pk: [] for post in posts}
    for construct in hooks.get_hooks("construct_posts_context"):
        for post_id, components in construct(viewer, posts).items():
            found[post_id] += components
    return found
