"""The addresses that change things."""

from collections.abc import Iterable

from django.urls import reverse, reverse_lazy

from tests.leaks.channels import ABSENT_ID, Write
from tests.leaks.dues import was_live
from tests.leaks.oracle import Comment, Page, Person, Post, Space
from tests.leaks.village import ORACLE


def _writes(name: str, kind: type, views: Iterable[str], address, absent, may) -> list[Write]:
    return [
        Write(
            name,
            kind,
            lambda w, t, view=view: reverse(view, args=[address(w, t)]),
            reverse_lazy(view, args=[absent]),
            may,
        )
        for view in views
    ]


def _is_inside(person: Person, space: Space) -> bool:
    return ORACLE.is_listed(person, space)


WRITES = [
    *_writes(
        "space writes",
        Space,
        [
            *("space_posts", "space_join", "space_leave", "space_invite", "space_answer"),
            *("space_role", "space_archive", "space_restore"),
        ],
        lambda w, t: w.spaces[t.name].slug,
        "no-such-space",
        _is_inside,
    ),
    *_writes("post writes", Post, ["post_remove"], lambda w, t: w.posts[t.name].pk, ABSENT_ID, lambda p, t: False),
    *_writes(
        "comment writes",
        Comment,
        ["comment_remove"],
        lambda w, t: w.comments[t.name].pk,
        ABSENT_ID,
        lambda p, t: False,
    ),
    *_writes(
        "post reactions",
        Post,
        ["react_to_post"],
        lambda w, t: w.posts[t.name].pk,
        ABSENT_ID,
        lambda p, t: ORACLE.reads(p, t.space),
    ),
    *_writes(
        "comment reactions",
        Comment,
        ["react_to_comment"],
        lambda w, t: w.comments[t.name].pk,
        ABSENT_ID,
        lambda p, t: ORACLE.may_see(p, t.on),
    ),
    *_writes(
        "attendance",
        Page,
        ["attendance"],
        lambda w, t: w.pages[t.name].pk,
        ABSENT_ID,
        lambda p, t: t.kind == "event" and ORACLE.may_see(p, t),
    ),
    *_writes(
        "answers to forms",
        Page,
        ["form_answer"],
        lambda w, t: w.pages[t.name].pk,
        ABSENT_ID,
        lambda p, t: t.kind == "form" and ORACLE.may_see(p, t),
    ),
    *_writes("page answers", Page, ["page_helpful"], lambda w, t: w.pages[t.name].pk, ABSENT_ID, ORACLE.may_see),
    *_writes(
        "page reviews",
        Page,
        ["page_review", "page_answers"],
        lambda w, t: w.pages[t.name].pk,
        ABSENT_ID,
        ORACLE.may_see,
    ),
    *_writes("acknowledging", Page, ["page_acknowledge"], lambda w, t: w.pages[t.name].pk, ABSENT_ID, ORACLE.may_see),
    *_writes("page reactions", Page, ["react_to_page"], lambda w, t: w.pages[t.name].pk, ABSENT_ID, ORACLE.may_see),
    *_writes(
        "thread writes",
        Comment,
        ["thread_comments"],
        lambda w, t: w.threads[t.on.name].pk,
        ABSENT_ID,
        lambda p, t: ORACLE.may_see(p, t.on),
    ),
    *_writes(
        "page writes",
        Page,
        ["page_comments", "share"],
        lambda w, t: w.pages[t.name].pk,
        ABSENT_ID,
        lambda p, t: ORACLE.may_see(p, t) or (was_live(t) and ORACLE.is_admitted(p, t)),
    ),
]
