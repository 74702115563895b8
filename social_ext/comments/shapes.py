"""Conversations and comments as the API shows them, loaded for many at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.exceptions import DomainError
from cms.people.shapes import ShortPerson, short_person
from social_ext.activity.templatetags.talk import talk
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.selectors import home_page, threads_of_pages
from social_ext.reactions.selectors import summaries
from social_ext.reactions.shapes import ReactionsShape, reactions_shape


class ShortSpace(Schema):
    slug: str = Field(examples=["field-engineers"])
    name: str = Field(examples=["Field engineers"])
    url: str = Field(examples=["/en/spaces/field-engineers/"])


class Home(Schema):
    """Where a conversation stands."""

    kind: Literal["page", "post"]
    id: int
    url: str = Field(examples=["/en/posts/12/"])
    space: ShortSpace | None


class ThreadShape(Schema):
    id: int
    home: Home | None = Field(description="Null where the caller may read the conversation and its page is gone.")
    comment_count: int
    last_activity_at: datetime | None
    comments_open: bool


class CommentShape(Schema):
    id: int
    thread: int
    parent: int | None
    author: ShortPerson | None
    body: str = Field(description="Plain text; empty when it was removed.", examples=["Does it hold for Vienna?"])
    html: str = Field(examples=["<p>Does it hold for Vienna?</p>"])
    language: str = Field(examples=["en"])
    anchor: str | None = Field(description="The block of the page that it is about.")
    url: str = Field(examples=["/en/comments/34/"])
    state: Literal["visible", "removed", "held"]
    created_at: datetime
    edited_at: datetime | None
    version: int
    reactions: ReactionsShape


class WithThread(Schema):
    """What the network adds to a page."""

    thread: int | None = Field(description="The page's own conversation; home pages have none.")
    comments_open: bool


def short_space(space: Any) -> dict[str, str] | None:
    """Return the short form of a space."""
    return {"slug": space.slug, "name": space.name, "url": space.url} if space else None


def home_shape(thread: Thread, page: Page | None) -> dict[str, Any] | None:
    """Return where one conversation stands. Spaces stand above this app, so the way leads back through the row.

    `page` is the one of a conversation about a page; None when there is none any more.
    """
    if thread.kind == Thread.POST:
        post = thread.post
        return {"kind": Thread.POST, "id": post.pk, "url": post.url, "space": short_space(post.space)}
    return {"kind": Thread.PAGE, "id": page.pk, "url": url_of(page), "space": None} if page else None


def thread_shape(viewer: Any, thread: Thread) -> dict[str, Any]:
    """Return one conversation in its form."""
    return {
        "id": thread.pk,
        "home": home_shape(thread, home_page(viewer, thread) if thread.kind == Thread.PAGE else None),
        "comment_count": thread.comment_count,
        "last_activity_at": thread.last_activity_at,
        "comments_open": thread.is_open,
    }


def comment_shapes(viewer: Any, comments: Sequence[ThreadedComment]) -> list[dict[str, Any]]:
    """Return comments in their form, with the reactions to all of them in one query."""
    reactions = summaries(viewer, "comment", [comment.pk for comment in comments])
    return [
        {
            "id": comment.pk,
            "thread": comment.conversation_id,
            "parent": comment.parent_id if comment.is_reply else None,
            "author": short_person(comment.user),
            "body": "" if comment.is_removed else comment.comment,
            "html": "" if comment.is_removed else talk(comment.comment),
            "language": comment.language,
            "anchor": comment.anchor or None,
            "url": comment.get_absolute_url(),
            "state": "removed" if comment.is_removed else "visible",
            "created_at": comment.submit_date,
            "edited_at": comment.edited_at,
            "version": comment.version,
            "reactions": reactions_shape(reactions.get(str(comment.pk))),
        }
        for comment in comments
    ]


def threads_of_page_list(viewer: Any, pages: Sequence[Page]) -> dict[int, dict[str, Any]]:
    """Return what the network adds to each page of a list, in one query."""
    threads = threads_of_pages(viewer, {page.translation_key for page in pages})
    found = {page.pk: threads.get(page.translation_key) for page in pages}
    return {
        pk: {"thread": thread.pk if thread else None, "comments_open": bool(thread and thread.is_open)}
        for pk, thread in found.items()
    }


@contextmanager
def about(field: str) -> Iterator[None]:
    """Say of a broken rule that it is about one field of the body."""
    try:
        yield
    except DomainError as broken:
        if broken.code in ABOUT_TEXT:
            broken.fields = {field: [str(broken)]}  # type: ignore[attr-defined]
        raise


#: The rules about what people write: see `rules.py`.
ABOUT_TEXT = {"empty_text", "text_too_long", "forbidden_character"}
