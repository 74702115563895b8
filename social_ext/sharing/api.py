"""Where a page is discussed, as far as the caller may see."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from cms.core.api.shapes import reads
from cms.pages.selectors import get_page
from cms.people.shapes import ShortPerson
from social_ext.sharing.selectors import Talk, roll_up
from social_ext.spaces.shapes import ShortSpace, short_space


class Home(Schema):
    """Where a conversation stands: the page itself, or a post with its card."""

    kind: Literal["page", "post"]
    id: int
    url: str
    space: ShortSpace | None


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


def conversations(request: HttpRequest, pk: int) -> Any:
    """Show the conversations about a page, over all its languages, the liveliest first."""
    page = get_page(request.user, pk)
    rolled = roll_up(request.user, page)
    return {
        "threads": [_talk(talk, page) for talk in rolled.talks],
        "comment_count": rolled.comment_count,
        "people_count": rolled.people_count,
    }


def _talk(talk: Talk, page: Any) -> dict[str, Any]:
    home = {"kind": "page", "id": page.pk, "url": page.get_url() or "", "space": None}
    if talk.space is not None:
        home = {"kind": "post", "id": talk.post_id, "url": talk.thread.post.url, "space": short_space(talk.space)}
    return {
        "id": talk.thread.pk,
        "home": home,
        "comment_count": talk.comment_count,
        "last_activity_at": talk.last_activity_at,
        "people": talk.people,
    }


def build_router() -> Router:
    """Return the addresses of sharing."""
    router = Router(tags=["sharing"])
    router.get("pages/{id:pk}/conversations", response=reads(Conversations))(conversations)
    return router
