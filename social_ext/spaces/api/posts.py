from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query
from ninja.responses import Status
from pydantic import Field

from cms.core.api.errors import InvalidValue
from cms.core.api.lists import Window, answer_list
from cms.core.api.shapes import Id, Input
from cms.core.policies import require
from social_ext.comments.shapes import about
from social_ext.spaces import selectors
from social_ext.spaces.models import Post
from social_ext.spaces.services.posts import create_post, edit_post, remove_post
from social_ext.spaces.shapes import post_shapes


class NewPost(Input):
    body: str = Field(examples=["Who has tried the night train?"])
    kind: Literal["message", "question"] = "message"
    files: list[Id] = Field([], max_length=20, description="Files that were sent before.")


class ChangedPost(Input):
    body: str = Field(examples=["Who has tried the night train to Zürich?"])
    version: int = Field(description="The version that you read.", examples=[1])


def posts(request: HttpRequest, slug: str, window: Query[Window]) -> Any:
    """List what was said in a space, the newest first."""
    viewer = request.user
    found = selectors.get_space(viewer, slug)
    require(viewer, "read", found)
    return answer_list(
        selectors.posts_of(viewer, found),
        window,
        viewer=viewer,
        name=f"posts of {found.pk}",
        keys=("-created_at", "-pk"),
        draw=lambda rows: post_shapes(viewer, rows),
    )


def add_post(request: HttpRequest, slug: str, sent: NewPost) -> Any:
    """Say something in a space. In an open one, posting joins."""
    found = selectors.get_space(request.user, slug)
    require(request.user, "post", found)
    if sent.files:  # there is no file of this person's yet
        raise InvalidValue("files")
    with about("body"):
        made = create_post(actor=request.user, space=found, body=sent.body, kind=sent.kind)
    return Status(201, _drawn(request.user, made))


def post(request: HttpRequest, pk: int) -> Any:
    """Show one post. One that was removed stays without its text."""
    return _drawn(request.user, selectors.get_post(request.user, pk))


def change_post(request: HttpRequest, pk: int, sent: ChangedPost) -> Any:
    """Change one's own words."""
    found = selectors.get_post(request.user, pk)
    with about("body"):
        changed = edit_post(actor=request.user, post=found, body=sent.body, version=sent.version)
    return _drawn(request.user, changed)


def delete_post(request: HttpRequest, pk: int) -> Any:
    """Take one's own post back; who keeps the space removes those of others. What others said below it stays."""
    remove_post(actor=request.user, post=selectors.get_post(request.user, pk))
    return Status(204, None)


def _drawn(viewer: Any, found: Post) -> dict[str, Any]:
    return post_shapes(viewer, [found])[0]
