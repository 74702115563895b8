"""Cards, shares and the roll-up of a page as the API shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from cms.people.shapes import ShortPerson
from social_ext.comments.shapes import Home, home_shape, short_space
from social_ext.sharing.cards import Card, cards
from social_ext.sharing.models import Share
from social_ext.sharing.selectors import RollUp, Talk
from social_ext.spaces.models import Post
from social_ext.spaces.shapes import post_shapes

SHOWN = ("title", "summary", "url", "image", "page", "locale", "material_changes")


class CardShape(Schema):
    """A shared page as it stands now. In a state that tells nothing, every other field is null."""

    state: Literal["current", "updated", "materially_updated", "moved", "unpublished", "expired", "unavailable"]
    title: str | None
    summary: str | None
    url: str | None
    image: str | None = Field(description="Path of its picture; empty without one.")
    page: int | None
    locale: str | None
    material_changes: int | None


class WithCard(Schema):
    card: CardShape | None = Field(description="Of a share; null for other posts.")


class TalkShape(Schema):
    id: int
    home: Home
    comment_count: int
    last_activity_at: datetime | None
    people: list[ShortPerson]


class Conversations(Schema):
    threads: list[TalkShape]
    comment_count: int
    people_count: int


def card_shape(card: Card) -> dict[str, Any]:
    """Return a card in its form: nothing but its state when the viewer sees nothing of the page."""
    return {"state": card.state, **{name: getattr(card, name) if card.page else None for name in SHOWN}}


def cards_of_posts(viewer: Any, posts: Sequence[Post]) -> dict[int, dict[str, Any]]:
    """Return the cards of posts by the posts' numbers. A post that was removed has lost its card with its words."""
    shares = list(Share.objects.filter(post__in=[post.pk for post in posts if post.removed_at is None]))
    resolved = cards(viewer, shares)
    found = {share.post_id: card_shape(resolved[share.pk]) for share in shares}
    return {post.pk: {"card": found.get(post.pk)} for post in posts}


def share_shapes(viewer: Any, page: Page, shares: Sequence[Share]) -> list[dict[str, Any]]:
    """Return the shares of one page in their form."""
    posts = post_shapes(viewer, [share.post for share in shares])
    return [
        {
            "id": share.pk,
            "page": page.pk,
            "space": short_space(share.space),
            "post": post,
            "created_at": share.shared_at,
        }
        for share, post in zip(shares, posts, strict=True)
    ]


def conversations_shape(page: Page, rolled: RollUp) -> dict[str, Any]:
    """Return where a page is discussed."""
    return {
        "threads": [_talk(page, one) for one in rolled.talks],
        "comment_count": rolled.comment_count,
        "people_count": rolled.people_count,
    }


def _talk(page: Page, found: Talk) -> dict[str, Any]:
    return {
        "id": found.thread.pk,
        "home": home_shape(found.thread, page),
        "comment_count": found.comment_count,
        "last_activity_at": found.last_activity_at,
        "people": found.people,
    }
