"""Spaces, their people and posts as the API shows them, loaded for many at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from cms.core.api.fields import load_fields
from cms.people.shapes import Person, ShortPerson, ShortUnit, short_person, short_unit, whole_person
from social_ext.activity.templatetags.talk import talk
from social_ext.comments.shapes import ShortSpace, short_space
from social_ext.reactions.selectors import summaries
from social_ext.reactions.shapes import ReactionsShape, reactions_shape
from social_ext.spaces.models import Membership, Post, Space, State
from social_ext.spaces.selectors import is_owner, owners

KindName = Literal["community", "project", "unit", "personal"]
OpenedKind = Literal["community", "project", "unit"]
VisibilityName = Literal["open", "closed", "secret"]
RoleName = Literal["member", "animator", "moderator", "owner"]


class SpaceShape(Schema):
    slug: str = Field(examples=["field-engineers"])
    name: str = Field(examples=["Field engineers"])
    kind: KindName
    visibility: VisibilityName
    purpose: str
    unit: ShortUnit | None
    url: str = Field(examples=["/en/spaces/field-engineers/"])
    member_count: int
    role: RoleName | None = Field(description="The caller's; null for who is no member.")
    archived_at: datetime | None


class WholeSpaceShape(SpaceShape):
    owners: list[ShortPerson]
    reason: str | None = Field(description="Why it was opened; null for who is no owner.")


class MembershipShape(Schema):
    state: Literal["member", "requested", "invited"]
    role: RoleName | None = Field(description="Null while the request waits.")


class MemberShape(Person):
    state: Literal["member", "requested", "invited"]
    role: RoleName
    joined_at: datetime = Field(description="When they joined, asked or were invited.")


class PostShape(Schema):
    id: int
    url: str = Field(examples=["/en/posts/12/"])
    space: ShortSpace
    author: ShortPerson
    kind: Literal["message", "question", "share"]
    body: str = Field(description="Plain text; empty when it was removed.", examples=["Who has tried the night train?"])
    html: str
    created_at: datetime
    edited_at: datetime | None
    version: int
    state: Literal["visible", "removed"]
    thread: int
    comments_open: bool
    reactions: ReactionsShape


def space_shape(space: Space) -> dict[str, Any]:
    """Return a space that was fetched for a viewer in its form."""
    return {
        "slug": space.slug,
        "name": space.name,
        "kind": space.kind,
        "visibility": space.visibility,
        "purpose": space.purpose,
        "unit": short_unit(space.unit),
        "url": space.url,
        "member_count": space.member_count,
        "role": space.own_role if space.own_state == State.MEMBER else None,
        "archived_at": space.archived_at,
    }


def whole_space(space: Space) -> dict[str, Any]:
    """Return one space with its owners."""
    return space_shape(space) | {
        "owners": [short_person(person) for person in owners(space)],
        "reason": space.reason if is_owner(space) else None,
    }


def membership_shape(membership: Membership) -> dict[str, Any]:
    """Return one's own standing in a space."""
    is_asking = membership.state == State.REQUESTED
    return {"state": membership.state, "role": None if is_asking else membership.role}


def member_shape(membership: Membership) -> dict[str, Any]:
    """Return a person with what they are in a space."""
    return whole_person(membership.person) | {
        "state": membership.state,
        "role": membership.role,
        "joined_at": membership.joined_at,
    }


def post_shapes(viewer: Any, posts: Sequence[Post]) -> list[dict[str, Any]]:
    """Return posts in their form, in a number of queries that does not grow with them."""
    reactions = summaries(viewer, "post", [post.pk for post in posts])
    added = load_fields("post", viewer, posts)
    return [
        {
            "id": post.pk,
            "url": post.url,
            "space": short_space(post.space),
            "author": short_person(post.author),
            "kind": post.kind,
            "body": "" if post.removed_at else post.body,
            "html": talk(post.body) if post.body and not post.removed_at else "",
            "created_at": post.created_at,
            "edited_at": post.edited_at,
            "version": post.version,
            "state": "removed" if post.removed_at else "visible",
            "thread": post.thread_id,
            "comments_open": post.thread.is_open,
            "reactions": reactions_shape(reactions.get(str(post.pk))),
            **added[post.pk],
        }
        for post in posts
    ]
