"""Spaces, who belongs to them, and what is said there."""

from ninja import Router

from cms.core.api.fields import extended
from cms.core.api.lists import listed
from cms.core.api.shapes import reads, writes
from social_ext.spaces.api import members, posts, spaces
from social_ext.spaces.shapes import MemberShape, MembershipShape, PostShape, SpaceShape, WholeSpaceShape

FORBIDDEN = frozenset({403})


def build_router() -> Router:
    """Return the addresses of spaces and posts."""
    router = Router(tags=["spaces"])
    router.get("spaces", response=reads(listed(SpaceShape)))(spaces.spaces)
    router.post("spaces", response=writes(WholeSpaceShape, status=201))(spaces.add_space)
    router.get("spaces/{slug:slug}", response=reads(WholeSpaceShape))(spaces.space)
    router.patch("spaces/{slug:slug}", response=writes(WholeSpaceShape))(spaces.change)
    router.delete("spaces/{slug:slug}", response=writes(None, status=204))(spaces.archive)
    _add_members(router)
    _add_posts(router)
    return router


def _add_members(router: Router) -> None:
    joined = writes(MembershipShape, status=frozenset({200, 202}))
    router.put("spaces/{slug:slug}/membership", response=joined)(members.join)
    router.delete("spaces/{slug:slug}/membership", response=writes(None, status=204))(members.leave)
    people = reads(listed(MemberShape), also=FORBIDDEN)
    router.get("spaces/{slug:slug}/members", response=people)(members.members)
    router.get("spaces/{slug:slug}/requests", response=people)(members.requests)
    router.put("spaces/{slug:slug}/members/{str:username}", response=writes(MemberShape))(members.put_member)
    router.delete("spaces/{slug:slug}/members/{str:username}", response=writes(None, status=204))(members.delete_member)


def _add_posts(router: Router) -> None:
    shape = extended("post", PostShape)
    router.get("spaces/{slug:slug}/posts", response=reads(listed(shape), also=FORBIDDEN), tags=["posts"])(posts.posts)
    router.post("spaces/{slug:slug}/posts", response=writes(shape, status=201), tags=["posts"])(posts.add_post)
    router.get("posts/{id:pk}", response=reads(shape), tags=["posts"])(posts.post)
    router.patch("posts/{id:pk}", response=writes(shape), tags=["posts"])(posts.change_post)
    router.delete("posts/{id:pk}", response=writes(None, status=204), tags=["posts"])(posts.delete_post)
