"""Every way in which a thing can reach a reader: at its own addresses, and where others list it.

An own address must answer in full to those who may see the thing, and to all others like the same address of what never
existed. A listing must name what its readers may see, and hold no byte of anything else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from wagtail.models import Page as TreePage

from cms.core.cursors import write_cursor
from social_ext.activity.models import Activity
from tests.leaks import village
from tests.leaks.oracle import Collection, Comment, Document, Draft, Group, Image, Page, Person, Post, Space, Thing
from tests.leaks.village import BY_NAME, COMMON, ORACLE, canary, lure
from tests.leaks.world import World

ABSENT_ID = 987_654_321
PAGE_FIELDS = ("title", "summary", "body", "heading", "callout", "note", "quote", "source", "code", "column", "cell")
#: The words of those pages that hold fewer.
FEWER_FIELDS = {"home": (), "homefr": (), "mirror": (), "vaultfr": ("title", "summary"), "ledgerfr": ("title", "body")}


@dataclass(frozen=True)
class Own:
    """An own address of one kind of thing. `fields`: the texts that the answer must show."""

    name: str
    kind: type
    address: Callable[[World, Thing], str]
    absent: Callable[[World, Thing], str]
    fields: Callable[[Thing], Iterable[str]] = lambda thing: ()
    #: Who may see the thing here; `told`: who may at least learn something of it, such as that it was removed.
    visible: Callable[[Person, Thing], bool] = ORACLE.may_see
    told: Callable[[Person, Thing], bool] = lambda person, thing: False


def _page(world: World, thing: Page) -> str:
    page = world.pages[thing.name]
    if thing.deleted:
        return f"/en/{canary('section', 'slug')}/{canary(thing.name, 'slug')}/"
    return page.url


def _absent_page(world: World, thing: Page) -> str:
    prefix = _page(world, thing)[:4]
    return f"{prefix}{canary('section', 'slug')}/no-such-page/" if prefix == "/en/" else f"{prefix}no-such-page/"


def _permalink(world: World, thing: Page) -> str:
    return reverse("page_permalink", args=[world.pages[thing.name].pk])


def _page_fields(thing: Page) -> list[str]:
    fields = FEWER_FIELDS.get(thing.name, PAGE_FIELDS)
    return [canary(thing.name, name) for name in fields]


def _search(q: str, **narrow) -> str:
    return reverse("search", query={"q": q, **narrow})


def _found_fields(thing: Thing) -> list[str]:
    """A page is found by its title, talk by its text; home pages and aliases are not, their pages and sources are."""
    match thing:
        case Page() if thing.above is not None and thing.source is None:
            return [canary(thing.name, "title")]
        case Post() | Comment():
            return [canary(thing.name, "body")]
        case Person():
            return [canary(thing.name, "first")]
    return []


def _was_live(page: Page) -> bool:
    return not page.deleted and page.name != "draft"


def _talk_of(world: World, thing: Thing):
    return world.posts[thing.name] if isinstance(thing, Post) else world.comments[thing.name]


OWN = [
    Own("page", Page, _page, _absent_page, _page_fields),
    Own("permalink", Page, _permalink, lambda w, t: reverse("page_permalink", args=[ABSENT_ID]), _page_fields),
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
        told=lambda person, thing: _was_live(thing) and ORACLE.is_admitted(person, thing),
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
            lambda w, t, name=name: reverse(name, args=[_talk_of(w, t).pk]),
            lambda w, t, name=name: reverse(name, args=[ABSENT_ID]),
            visible=lambda person, thing: False,  # nobody but the author, who is none of the roles
        )
        for name, kind in (("post_edit", Post), ("comment_edit", Comment))
    ),
    Own(
        "search",
        Page | Draft | Post | Comment | Image | Document | Group | Collection | Person,
        lambda w, t: _search(lure(t.name)),
        lambda w, t: _search(lure("absent")),
        _found_fields,
    ),
    Own(
        "search by the words of a picture",
        Image,
        lambda w, t: _search(canary(t.name, "alt")),
        lambda w, t: _search(canary("absent", "alt")),
    ),
    Own(
        "person",
        Person,
        lambda w, t: reverse("person", args=[t.name]),
        lambda w, t: reverse("person", args=["nosuchperson"]),
        lambda t: [canary(t.name, "first"), canary(t.name, "job"), canary(t.name, "skill")],
    ),
]


@dataclass(frozen=True)
class Listing:
    """Where things are named in passing. `due`: the canaries that a person must find there."""

    name: str
    addresses: Callable[[World, Person], Iterable[str]]
    due: Callable[[Person], Iterable[str]]


def _visible(person: Person, kind: type) -> list:
    return [thing for thing in village.THINGS if isinstance(thing, kind) and ORACLE.may_see(person, thing)]


def _above(page: Page) -> list[Page]:
    found = []
    while page.above is not None:
        page = page.above
        found.append(page)
    return found


def _due_in_reference(person: Person) -> set[str]:
    """Sections and what stands right below them, as long as each step is visible."""
    due = set()
    for page in _visible(person, Page):
        above = _above(page)
        if 0 < len(above) <= 2 and above[-1].name == "home" and all(ORACLE.may_see(person, step) for step in above):
            due.add(canary((page.source or page).name, "title"))
    return due


def _due_in_section(name: str):
    def due(person: Person) -> set[str]:
        if not ORACLE.may_see(person, BY_NAME[name]):
            return set()
        below = [page for page in _visible(person, Page) if page.above is BY_NAME[name]]
        return {canary((page.source or page).name, "title") for page in below}

    return due


def _due_in_breadcrumb(person: Person) -> set[str]:
    return {
        canary(step.name, "title")
        for page in _visible(person, Page)
        for step in _above(page)
        if step.above is not None and ORACLE.may_see(person, step)
    }


def _pages_of(world: World, person: Person) -> list[str]:
    return [_page(world, page) for page in village.PAGES]


def _due_on_home(person: Person) -> set[str]:
    return {canary(village.LEAD.name, "title")} if ORACLE.may_see(person, village.LEAD) else set()


def _people(world: World, person: Person) -> list[str]:
    start = reverse("people")
    return [start, *(f"{start}?q={lure(name)}" for name in world.people)]


def _due_among_people(person: Person) -> set[str]:
    return {canary(found.name, "first") for found in _visible(person, Person)}


def _files_in_pages(person: Person) -> set[str]:
    """`page` shows every picture and document that its reader may open."""
    if not person.is_employee:
        return set()
    pictures = {canary(image.name, "alt") for image in _visible(person, Image)}
    return pictures | {canary(document.name, "title") for document in _visible(person, Document)}


def _due_among_spaces(person: Person) -> set[str]:
    return {canary(space.name, "name") for space in _visible(person, Space)}


def _feed(world: World, person: Person) -> list[str]:
    """The feed to its end, by the cursors that this person is given on the way."""
    at = timezone.now() + timedelta(days=1)
    return [reverse("network"), *(f"{reverse('network')}?before={quote(cursor)}" for cursor in _cursors(at))]


def _cursors(start) -> list[str]:
    """Cursors all along what happened: one for each third of a page."""
    rows = list(Activity.objects.order_by("-published_at", "-pk").values_list("published_at", "pk"))[::10]
    return [write_cursor(start, 0), *(write_cursor(at, pk) for at, pk in rows)]


def _due_in_feed(person: Person) -> set[str]:
    """What was written in the spaces of a person, and the pages that they may read and that were talked about."""
    if not person.is_employee:
        return set()
    posts = {canary(post.name, "body") for post in _visible(person, Post) if post.space.name in person.spaces}
    talked = [page for page in (village.page, village.ledger, village.dossier) if ORACLE.may_see(person, page)]
    return posts | {canary(page.name, "title") for page in talked}


def _due_in_spaces(person: Person) -> set[str]:
    return {canary(post.name, "body") for post in _visible(person, Post)}


def _due_on_cards(person: Person) -> set[str]:
    """The title of each card's page, for those who may see both the space and the page."""
    cards = [card for card in village.CARDS if ORACLE.may_see_card_page(person, card)]
    return {canary(card.page.name, "title") for card in cards}


def _due_about(person: Person, page: Page) -> set[str]:
    """The page's own talk, and the names of the spaces in which this person may see it discussed."""
    if not ORACLE.may_see(person, page):
        return set()
    spaces = [card.post.space for card in village.CARDS if card.page is page and ORACLE.may_see(person, card.post)]
    return {canary(f"on{page.name}", "body"), *(canary(space.name, "name") for space in spaces)}


def _due_in_share_dialog(person: Person) -> set[str]:
    return {canary(name, "name") for name in person.spaces} if person.is_employee else set()


def _searches(world: World, person: Person) -> list[str]:
    """Every page of what a common word finds, and the same by kind, with the numbers beside each."""
    kinds = ["", "page", "post", "comment"]
    return [
        _search(COMMON, **({"kind": kind} if kind else {}), **({"page": page} if page > 1 else {}))
        for kind in kinds
        for page in range(1, 3 if kind else 6)
    ]


def _due_in_search(person: Person) -> set[str]:
    return {due for kind in (Page, Post, Comment) for thing in _visible(person, kind) for due in _found_fields(thing)}


LISTINGS = [
    Listing("home", lambda w, p: [reverse("home"), "/fr/"], _due_on_home),
    Listing("reference", lambda w, p: [reverse("reference")], _due_in_reference),
    *(
        Listing(f"contents of {name}", lambda w, p, name=name: [_page(w, BY_NAME[name])], _due_in_section(name))
        for name in ("section", "vault")
    ),
    Listing("breadcrumb", _pages_of, _due_in_breadcrumb),
    Listing("files in a page", lambda w, p: [_page(w, village.page)], _files_in_pages),
    Listing("people", _people, _due_among_people),
    Listing("spaces", lambda w, p: [reverse("spaces"), reverse("space_create")], _due_among_spaces),
    Listing("feed", _feed, _due_in_feed),
    Listing("posts of spaces", lambda w, p: [w.spaces[space.name].url for space in village.SPACES], _due_in_spaces),
    Listing("cards in spaces", lambda w, p: [w.spaces[space.name].url for space in village.SPACES], _due_on_cards),
    Listing("cards in posts", lambda w, p: [w.posts[post.name].url for post in village.WORDS], _due_on_cards),
    Listing("roll-up and talk", lambda w, p: [_page(w, village.page)], lambda p: _due_about(p, village.page)),
    Listing(
        "roll-up and talk of a restricted page",
        lambda w, p: [_page(w, village.ledger)],
        lambda p: _due_about(p, village.ledger),
    ),
    Listing("share dialog of a page", lambda w, p: [reverse("share", args=[w.pages["page"].pk])], _due_in_share_dialog),
    Listing("search for all", _searches, _due_in_search),
]


@dataclass(frozen=True)
class Write:
    """An address that changes things; `absent` has the same form and names nothing. `may`: who is let in."""

    name: str
    kind: type
    address: Callable[[World, Thing], str]
    absent: str
    may: Callable[[Person, Thing], bool]
    data: tuple[tuple[str, str], ...] = (("body", "A word at the door."), ("username", "outsider"), ("kind", "like"))


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
        ["space_posts", "space_join", "space_leave", "space_invite", "space_answer"],
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
        lambda p, t: ORACLE.may_see(p, t) or (_was_live(t) and ORACLE.is_admitted(p, t)),
    ),
]


def tree_is_intact() -> bool:
    """Whether the village did not break the tree while it was built: else nothing below would mean anything."""
    return not any(TreePage.find_problems())
