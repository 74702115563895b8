"""What happens in the caller's spaces and on reference pages."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from cms.core.api.lists import Window, listed, read_key, write_key
from cms.core.api.shapes import reads
from cms.people.shapes import ShortPerson, short_person
from social_ext.comments.shapes import ShortSpace, short_space
from social_ext.feeds.selectors import FeedItem, home_feed

NAME = "feed"


class Order(Schema):
    order: Literal["relevant", "latest"] = Field("latest", description="`relevant` is the same until it is measured.")


class FeedObject(Schema):
    """What an item is about."""

    kind: Literal["page", "post", "comment"]
    id: int
    title: str
    excerpt: str
    url: str


class FeedItemShape(Schema):
    id: int
    verb: str = Field(description="A word of ActivityStreams 2.0.", examples=["Create"])
    actor: ShortPerson | None
    object: FeedObject
    space: ShortSpace | None
    published_at: datetime
    why: str = Field(description="One sentence on why it is here.", examples=["You are a member of Buyers."])


def feed(request: HttpRequest, window: Query[Window], wanted: Query[Order]) -> Any:
    """List what happened, newest first. A part may be short where something is gone."""
    viewer = request.user
    key = read_key(window.cursor, viewer=viewer, name=NAME)
    before = (datetime.fromisoformat(key[0]), key[1]) if key else None
    found = home_feed(viewer, before=before, size=window.limit, folded=False)
    following = write_key(list(found.position), viewer=viewer, name=NAME) if found.position else None
    return {"items": [_item(item) for item in found.items], "next": following}


def _item(item: FeedItem) -> dict[str, Any]:
    activity = item.activity
    title = item.title or (item.card.title if item.card else "")
    return {
        "id": activity.pk,
        "verb": activity.verb,
        "actor": short_person(item.actor),
        "object": {
            "kind": activity.object_kind,
            "id": item.page.pk if item.page else activity.object_id,
            "title": title,
            "excerpt": item.excerpt,
            "url": item.url.partition("?")[0],
        },
        "space": short_space(item.space),
        "published_at": item.at,
        "why": item.why,
    }


def build_router() -> Router:
    """Return the address of the feed."""
    router = Router(tags=["feed"])
    router.get("feed", response=reads(listed(FeedItemShape)))(feed)
    return router
