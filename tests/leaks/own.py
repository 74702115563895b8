"""The own addresses of things."""

from django.urls import reverse

from tests.leaks.addresses import (
    absent_elsewhere,
    absent_old_address,
    absent_page,
    absent_permalink,
    address_elsewhere,
    old_address,
    page_address,
    permalink,
    search_address,
    talk_of,
)
from tests.leaks.channels import ABSENT_ID, Own
from tests.leaks.dues import controls, found_fields, page_fields, reviews, was_live
from tests.leaks.oracle import Collection, Comment, Document, Draft, Group, Image, Page, Person, Post, Remark, Space
from tests.leaks.village import BY_NAME, ORACLE, canary, is_translated, lure

OWN = [
    Own("page", Page, page_address, absent_page, page_fields),
    Own(
        "form",
        Page,
        page_address,
        absent_page,
        lambda t: [canary(t.name, "question")] if t.kind == "form" else [],
    ),
    Own(
        "history",
        Page,
        lambda w, t: reverse("page_history", args=[w.pages[t.name].pk]),
        lambda w, t: reverse("page_history", args=[ABSENT_ID]),
        lambda t: [canary((t.source or t).name, "title")] if t.kind != "home" else [],
    ),
    Own(
        "comparison",
        Page,
        lambda w, t: reverse("page_compare", args=[w.pages[t.name].pk, *w.versions.get(t.name, (0, 0))]),
        lambda w, t: reverse("page_compare", args=[ABSENT_ID, 1, 2]),
        visible=lambda person, thing: thing.source is None and ORACLE.may_see(person, thing),
    ),
    Own(
        "acknowledgements",
        Page,
        lambda w, t: reverse("page_acknowledgements", args=[w.pages[t.name].pk]),
        lambda w, t: reverse("page_acknowledgements", args=[ABSENT_ID]),
        lambda t: [canary(t.name, "title")],
        visible=controls,
    ),
    Own("permalink", Page, permalink, absent_permalink, page_fields),
    Own("old address", Page, old_address, absent_old_address, page_fields),
    Own(
        "page below the other language",
        Page,
        address_elsewhere,
        absent_elsewhere,
        page_fields,
        # A page that is translated leads to its translation, where that stood at this address once.
        visible=lambda person, thing: not is_translated(thing) and ORACLE.may_see(person, thing),
        told=ORACLE.may_see,
    ),
    Own(
        "reviews",
        Page,
        lambda w, t: reverse("page_review", args=[w.pages[t.name].pk]),
        lambda w, t: reverse("page_review", args=[ABSENT_ID]),
        lambda t: [canary((t.source or t).name, "title")],
        visible=reviews,
        told=ORACLE.may_see,
    ),
    Own(
        "answers",
        Remark,
        lambda w, t: reverse("page_answers", args=[w.pages[t.page.name].pk]),
        lambda w, t: reverse("page_answers", args=[ABSENT_ID]),
        lambda t: [canary(t.name, "words")],
        told=lambda person, thing: ORACLE.may_see(person, thing.page),
    ),
    Own(
        "picture",
        Image,
        lambda w, t: w.images[t.name].file.url,
        lambda w, t: "/media/original_images/no-such-picture.png",
    ),
    *(
        Own(
            f"rendition {size}",
            Image,
            lambda w, t, size=size: w.images[t.name].get_rendition(size).url,
            lambda w, t: "/media/images/no-such-picture.width-400.png",
        )
        for size in ("width-400", "max-1360x1360")
    ),
    Own(
        "document",
        Document,
        lambda w, t: reverse("document_permalink", args=[w.documents[t.name].pk]),
        lambda w, t: reverse("document_permalink", args=[ABSENT_ID]),
        lambda t: [canary(t.name, "content")],
    ),
    Own(
        "named document",
        Document,
        lambda w, t: w.documents[t.name].url,
        lambda w, t: reverse("wagtaildocs_serve", args=[ABSENT_ID, w.documents[t.name].filename]),
        lambda t: [canary(t.name, "content")],
    ),
    Own(
        "share dialog",
        Page,
        lambda w, t: reverse("share", args=[w.pages[t.name].pk]),
        lambda w, t: reverse("share", args=[ABSENT_ID]),
        lambda t: [canary((t.source or t).name, "title")] if t.kind != "home" else [],
        told=lambda person, thing: was_live(thing) and ORACLE.is_admitted(person, thing),
    ),
    Own(
        "planned shares",
        Space,
        lambda w, t: reverse("planned_shares", args=[w.pages["feast"].pk]),
        lambda w, t: reverse("planned_shares", args=[ABSENT_ID]),
        lambda t: [canary(t.name, "name"), canary(t.name, "plan")],
        visible=lambda person, thing: ORACLE.reads(person, thing) and ORACLE.may_edit(person, BY_NAME["feast"]),
        told=lambda person, thing: ORACLE.may_edit(person, BY_NAME["feast"]),
    ),
    *(
        Own(
            name,
            Space,
            lambda w, t, name=name: reverse(name, args=[w.spaces[t.name].slug]),
            lambda w, t, name=name: reverse(name, args=["no-such-space"]),
            lambda t, name=name: [canary(t.name, "name")],
            told=lambda person, thing, name=name: name == "space" and ORACLE.is_listed(person, thing),
            visible=ORACLE.is_listed if name == "space" else ORACLE.reads,
        )
        for name in ("space", "space_members")
    ),
    Own(
        "post",
        Post,
        lambda w, t: reverse("post", args=[w.posts[t.name].pk]),
        lambda w, t: reverse("post", args=[ABSENT_ID]),
        lambda t: [canary(t.name, "body")] + ([canary(f"on{t.name}", "body")] if f"on{t.name}" in BY_NAME else []),
        told=lambda person, thing: thing.removed and ORACLE.reads(person, thing.space),
    ),
    Own(
        "comment",
        Comment,
        lambda w, t: reverse("comment", args=[w.comments[t.name].pk]),
        lambda w, t: reverse("comment", args=[ABSENT_ID]),
        lambda t: [canary(t.name, "body"), canary(t.name, "reply")],
        told=lambda person, thing: thing.removed and ORACLE.may_see(person, thing.on),
    ),
    *(
        Own(
            name,
            kind,
            lambda w, t, name=name: reverse(name, args=[talk_of(w, t).pk]),
            lambda w, t, name=name: reverse(name, args=[ABSENT_ID]),
            visible=lambda person, thing: False,  # nobody but the author, who is none of the roles
        )
        for name, kind in (("post_edit", Post), ("comment_edit", Comment))
    ),
    Own(
        "search",
        Page | Draft | Space | Post | Comment | Image | Document | Group | Collection | Person,
        lambda w, t: search_address(lure(t.name)),
        lambda w, t: search_address(lure("absent")),
        found_fields,
    ),
    Own(
        "search by the words of a picture",
        Image,
        lambda w, t: search_address(canary(t.name, "alt")),
        lambda w, t: search_address(canary("absent", "alt")),
    ),
    Own(
        "person",
        Person,
        lambda w, t: reverse("person", args=[t.name]),
        lambda w, t: reverse("person", args=["nosuchperson"]),
        lambda t: [canary(t.name, "first"), canary(t.name, "job"), canary(t.name, "skill")],
    ),
    Own(
        "photo",
        Person,
        lambda w, t: reverse("person_photo", args=[t.name]),
        lambda w, t: reverse("person_photo", args=["nosuchperson"]),
    ),
]
