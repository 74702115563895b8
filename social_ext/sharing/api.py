"""Sharing pages, and where they are discussed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field, create_model

from cms.core.api.errors import InvalidValue
from cms.core.api.fields import extended
from cms.core.api.shapes import Input, reads, writes
from cms.core.policies import require
from cms.pages.selectors import get_page
from social_ext.comments.shapes import ShortSpace, about
from social_ext.sharing.selectors import roll_up
from social_ext.sharing.services import share_page
from social_ext.sharing.shapes import Conversations, conversations_shape, share_shapes
from social_ext.spaces.models import Space
from social_ext.spaces.selectors import spaces_ever_known
from social_ext.spaces.shapes import PostShape

MOST_SPACES = 50


class NewShares(Input):
    spaces: list[str] = Field(min_length=1, max_length=MOST_SPACES, examples=[["field-engineers"]])
    message: str = Field("", examples=["The night train rule changes our winter rounds."])


def share(request: HttpRequest, pk: int, sent: NewShares) -> Any:
    """Share a page into spaces: into all of them or into none. Where it is already, the words are added to its talk."""
    actor = request.user
    page = get_page(actor, pk)
    spaces = _spaces(actor, sent.spaces)
    for space in spaces:
        require(actor, "post", space)
    with about("message"):
        shares = share_page(actor=actor, page=page, spaces=spaces, message=sent.message)
    status = 201 if any(share.is_new for share in shares) else 200
    return Status(status, {"items": share_shapes(actor, page, shares)})


def _spaces(viewer: Any, slugs: list[str]) -> list[Space]:
    """Return the spaces by their slugs. One of which the viewer may not know is one that does not exist."""
    found = {space.slug: space for space in spaces_ever_known(viewer).filter(slug__in=set(slugs))}
    if found.keys() != set(slugs):
        raise InvalidValue("spaces")
    return list(found.values())


def conversations(request: HttpRequest, pk: int) -> Any:
    """Tell where a page is discussed, in all its languages, as far as the caller may see."""
    page = get_page(request.user, pk)
    return conversations_shape(page, roll_up(request.user, page))


def build_router() -> Router:
    """Return the addresses of shares and conversations."""
    router = Router(tags=["sharing"])
    shape = create_model(
        "Share",
        __base__=Schema,
        id=(int, ...),
        page=(int, ...),
        space=(ShortSpace, ...),
        post=(extended("post", PostShape), ...),
        created_at=(datetime, ...),
    )
    shares = create_model("Shares", __base__=Schema, items=(list[shape], ...))  # type: ignore[valid-type]
    router.post("pages/{id:pk}/shares", response=writes(shares, status=frozenset({200, 201})))(share)
    router.get("pages/{id:pk}/conversations", response=reads(Conversations))(conversations)
    return router
