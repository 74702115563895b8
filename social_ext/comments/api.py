"""Conversations and what is said in them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from cms.core.api.errors import InvalidValue
from cms.core.api.lists import Window, answer_list, listed
from cms.core.api.shapes import Id, Input, reads, writes
from social_ext.comments import selectors, services
from social_ext.comments.models import ThreadedComment
from social_ext.comments.shapes import CommentShape, ThreadShape, about, comment_shapes, thread_shape


class NewComment(Input):
    body: str = Field(examples=["Does it hold for Vienna?"])
    parent: Id | None = Field(
        None,
        description="The comment of the same conversation that it answers; below the deepest level, the one above it.",
    )
    anchor: str | None = Field(None, max_length=64, description="The block of the page that it is about.")


class ChangedComment(Input):
    body: str = Field(examples=["Does it hold for Vienna and Graz?"])
    version: int = Field(description="The version that you read.", examples=[1])


def thread(request: HttpRequest, pk: int) -> Any:
    """Show one conversation and where it stands."""
    return thread_shape(request.user, selectors.get_thread(request.user, pk))


def comments(request: HttpRequest, pk: int, window: Query[Window]) -> Any:
    """List what was said in a conversation, the oldest first. What was removed keeps its place without its text."""
    viewer = request.user
    found = selectors.get_thread(viewer, pk)
    return answer_list(
        selectors.comments_of(viewer, found),
        window,
        viewer=viewer,
        name=f"comments of {pk}",
        keys=("pk",),
        draw=lambda rows: comment_shapes(viewer, rows),
    )


def add_comment(request: HttpRequest, pk: int, sent: NewComment) -> Any:
    """Say something in a conversation, in the language of the request."""
    actor = request.user
    found = selectors.get_thread(actor, pk)
    parent = None
    if sent.parent is not None:
        parent = selectors.comments_of(actor, found).filter(pk=sent.parent).first()
        if parent is None:
            raise InvalidValue("parent")
    with about("body"):
        made = services.post_comment(
            actor=actor,
            thread=found,
            body=sent.body,
            parent=parent,
            language=get_language() or "",
            anchor=sent.anchor or "",
        )
    return Status(201, _drawn(actor, made))


def comment(request: HttpRequest, pk: int) -> Any:
    """Show one comment."""
    return _drawn(request.user, selectors.get_comment(request.user, pk))


def change_comment(request: HttpRequest, pk: int, sent: ChangedComment) -> Any:
    """Change one's own words."""
    found = selectors.get_comment(request.user, pk)
    with about("body"):
        changed = services.edit_comment(actor=request.user, comment=found, body=sent.body, version=sent.version)
    return _drawn(request.user, changed)


def delete_comment(request: HttpRequest, pk: int) -> Any:
    """Take one's own comment back; who keeps the space removes those of others. The answers to it stay."""
    services.remove_comment(actor=request.user, comment=selectors.get_comment(request.user, pk))
    return Status(204, None)


def _drawn(viewer: Any, found: ThreadedComment) -> dict[str, Any]:
    return comment_shapes(viewer, [found])[0]


def build_router() -> Router:
    """Return the addresses of conversations."""
    router = Router(tags=["conversations"])
    router.get("threads/{id:pk}", response=reads(ThreadShape))(thread)
    router.get("threads/{id:pk}/comments", response=reads(listed(CommentShape)))(comments)
    router.post("threads/{id:pk}/comments", response=writes(CommentShape, status=201))(add_comment)
    router.get("comments/{id:pk}", response=reads(CommentShape))(comment)
    router.patch("comments/{id:pk}", response=writes(CommentShape))(change_comment)
    router.delete("comments/{id:pk}", response=writes(None, status=204))(delete_comment)
    return router
