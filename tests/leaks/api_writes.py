"""The requests to the API that change things: whoever may not know of a thing is answered as if it never existed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.leaks.api import (
    ROOT,
    pk_of_comment,
    pk_of_page,
    pk_of_post,
    pk_of_thread,
    slug_of_space,
    stands_where_one_reads,
)
from tests.leaks.channels import ABSENT_ID
from tests.leaks.oracle import Comment, Page, Person, Post, Space, Thing
from tests.leaks.village import ORACLE, canary
from tests.leaks.world import World


@dataclass(frozen=True)
class Write:
    """A request that changes things, and the same for what never existed. `may`: who may know of the thing."""

    name: str
    kind: type
    method: str
    path: Callable[[World, Thing], str]
    absent: Callable[[World], str]
    may: Callable[[Person, Thing], bool]
    body: Callable[[World, Thing], Any] = lambda world, thing: None
    absent_body: Callable[[World], Any] = lambda world: None


def _writes(name: str, kind: type, of, absent, may, acts) -> list[Write]:
    """Return writes whose address names the thing."""
    return [
        Write(
            name,
            kind,
            method,
            lambda w, t, path=path: ROOT + path.format(of(w, t)),
            lambda w, path=path: ROOT + path.format(absent),
            may,
            lambda w, t, body=body: body,
            lambda w, body=body: body,
        )
        for method, path, body in acts
    ]


CHANGED = {"body": "A word at the door.", "version": 1}


def _reactions(things: str) -> list[tuple]:
    return [(method, things + "/{}/reactions/like", None) for method in ("PUT", "DELETE")]


def _share_into(slug: str) -> dict:
    return {"spaces": [canary("square", "slug"), slug], "message": "A word at the door."}


def _answer_to(pk: int) -> dict:
    return {"body": "A word at the door.", "parent": pk}


WRITES = [
    *_writes(
        "api space writes",
        Space,
        slug_of_space,
        "no-such-space",
        ORACLE.is_listed,
        [
            ("PATCH", "spaces/{}", {"name": "A word at the door."}),
            ("DELETE", "spaces/{}", None),
            ("PUT", "spaces/{}/membership", None),
            ("DELETE", "spaces/{}/membership", None),
            ("PUT", "spaces/{}/members/outsider", {"role": "member"}),
            ("DELETE", "spaces/{}/members/outsider", None),
            ("POST", "spaces/{}/posts", {"body": "A word at the door."}),
        ],
    ),
    *_writes(
        "api post writes",
        Post,
        pk_of_post,
        ABSENT_ID,
        lambda p, t: ORACLE.reads(p, t.space),
        [("PATCH", "posts/{}", CHANGED), ("DELETE", "posts/{}", None), *_reactions("posts")],
    ),
    *_writes(
        "api comment writes",
        Comment,
        pk_of_comment,
        ABSENT_ID,
        stands_where_one_reads,
        [("PATCH", "comments/{}", CHANGED), ("DELETE", "comments/{}", None), *_reactions("comments")],
    ),
    *_writes(
        "api thread writes",
        Comment,
        pk_of_thread,
        ABSENT_ID,
        stands_where_one_reads,
        [("POST", "threads/{}/comments", {"body": "A word at the door."})],
    ),
    *_writes(
        "api page writes",
        Page,
        pk_of_page,
        ABSENT_ID,
        ORACLE.may_see,
        [("POST", "pages/{}/shares", {"spaces": [canary("square", "slug")]}), *_reactions("pages")],
    ),
    Write(
        "api shares into spaces",
        Space,
        "POST",
        lambda w, t: f"{ROOT}pages/{w.pages['page'].pk}/shares",
        lambda w: f"{ROOT}pages/{w.pages['page'].pk}/shares",
        ORACLE.is_listed,
        lambda w, t: _share_into(slug_of_space(w, t)),
        lambda w: _share_into("no-such-space"),
    ),
    Write(
        "api answers",
        Comment,
        "POST",
        lambda w, t: f"{ROOT}threads/{w.threads['page'].pk}/comments",
        lambda w: f"{ROOT}threads/{w.threads['page'].pk}/comments",
        stands_where_one_reads,
        lambda w, t: _answer_to(pk_of_comment(w, t)),
        lambda w: _answer_to(ABSENT_ID),
    ),
]
