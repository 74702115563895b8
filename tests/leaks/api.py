"""The same things through the API: its addresses, classified, and the channels that watch them."""

from tests.leaks import village
from tests.leaks.addresses import page_address
from tests.leaks.channels import ABSENT_ID, Listing, Own
from tests.leaks.dues import (
    due_about,
    due_among_people,
    due_among_spaces,
    due_in_feed,
    due_in_search,
    due_in_spaces,
    due_on_cards,
    found_fields,
    page_fields,
    seen_by,
)
from tests.leaks.oracle import Comment, Document, Draft, Image, Page, Person, Post, Space
from tests.leaks.urls import ACCOUNT, THINGS, Row
from tests.leaks.urls import WRITES as CHANGES
from tests.leaks.village import BY_NAME, COMMON, ORACLE, canary, lure
from tests.leaks.world import World

ROOT = "/api/v1/"

#: Every address of the API, and which channels watch it.
TABLE = {
    "me": Row(ACCOUNT),
    "me/token": Row(ACCOUNT),
    "people": Row(THINGS, "person", ("api people",)),
    "people/{username}": Row(THINGS, "person", ("api person",)),
    "pages": Row(THINGS, "page", ("api pages", "api pages of a section", "api page by its path")),
    "pages/{pk}": Row(THINGS, "page image document", ("api page", "api files in a page")),
    "pages/{pk}/conversations": Row(THINGS, "page post comment space", ("api conversations", "api roll-up")),
    "pages/{pk}/shares": Row(CHANGES, "page space", ("api page writes", "api shares into spaces")),
    "pages/{pk}/reactions/{kind}": Row(CHANGES, "page", ("api page writes",)),
    "spaces": Row(THINGS, "space", ("api spaces",)),
    "spaces/{slug}": Row(THINGS, "space", ("api space", "api space writes")),
    "spaces/{slug}/membership": Row(CHANGES, "space", ("api space writes",)),
    "spaces/{slug}/members": Row(THINGS, "space person", ("api space members",)),
    "spaces/{slug}/members/{username}": Row(CHANGES, "space person", ("api space writes",)),
    "spaces/{slug}/requests": Row(THINGS, "space person", ("api space requests",)),
    "spaces/{slug}/posts": Row(
        THINGS, "space post card", ("api space posts", "api posts of spaces", "api space writes")
    ),
    "posts/{pk}": Row(THINGS, "post card", ("api post", "api post writes", "api cards")),
    "posts/{pk}/reactions/{kind}": Row(CHANGES, "post", ("api post writes",)),
    "threads/{pk}": Row(THINGS, "comment", ("api thread",)),
    "threads/{pk}/comments": Row(THINGS, "comment", ("api comments", "api thread writes", "api answers")),
    "comments/{pk}": Row(THINGS, "comment", ("api comment", "api comment writes")),
    "comments/{pk}/reactions/{kind}": Row(CHANGES, "comment", ("api comment writes",)),
    "feed": Row(THINGS, "page post comment card space", ("api feed",)),
    "search": Row(THINGS, "page post comment person space", ("api search", "api search for all")),
}


def _at(path: str, of):
    """Return the address of a thing, and that of nothing, below the API."""
    return (lambda w, t: ROOT + path.format(of(w, t)), lambda w, t: ROOT + path.format(ABSENT_ID))


def pk_of_page(world: World, thing: Page) -> int:
    return world.pages[thing.name].pk or ABSENT_ID + 1


def _due_pages(person: Person) -> set[str]:
    return {canary((page.source or page).name, "title") for page in seen_by(person, Page)}


def _due_in_section(person: Person) -> set[str]:
    below = [page for page in seen_by(person, Page) if page.above is BY_NAME["section"]]
    return {canary((page.source or page).name, "title") for page in below}


def _files_in_page(person: Person) -> set[str]:
    """The titles of documents; of a picture its caption only, which is the page's."""
    return {canary(document.name, "title") for document in seen_by(person, Document)} if person.is_employee else set()


def slug_of_space(world: World, thing: Space) -> str:
    return world.spaces[thing.name].slug


def pk_of_post(world: World, thing: Post) -> int:
    return world.posts[thing.name].pk


def pk_of_comment(world: World, thing: Comment) -> int:
    return world.comments[thing.name].pk


def pk_of_thread(world: World, thing: Comment) -> int:
    return world.threads[thing.on.name].pk


def stands_where_one_reads(person: Person, thing: Comment) -> bool:
    return ORACLE.may_see(person, thing.on)


def _search(q: str, **narrow) -> str:
    return f"{ROOT}search?q={q}" + "".join(f"&{name}={value}" for name, value in narrow.items())


OWN = [
    Own("api page", Page, *_at("pages/{}", pk_of_page), page_fields),
    Own("api conversations", Page, *_at("pages/{}/conversations", pk_of_page)),
    Own(
        "api person",
        Person,
        lambda w, t: f"{ROOT}people/{t.name}",
        lambda w, t: f"{ROOT}people/nosuchperson",
        lambda t: [canary(t.name, "first"), canary(t.name, "job")],
    ),
    *(
        Own(
            f"api space{name}",
            Space,
            *_at("spaces/{}" + path, slug_of_space),
            visible=visible,
            told=ORACLE.is_listed,
        )
        for name, path, visible in [
            ("", "", ORACLE.is_listed),
            (" members", "/members", ORACLE.reads),
            (" posts", "/posts?limit=100", ORACLE.reads),
            (" requests", "/requests", lambda person, thing: False),  # for those who keep it: none of the roles
        ]
    ),
    Own(
        "api post",
        Post,
        *_at("posts/{}", pk_of_post),
        lambda t: [canary(t.name, "body")],
        told=lambda person, thing: thing.removed and ORACLE.reads(person, thing.space),
    ),
    Own("api thread", Comment, *_at("threads/{}", pk_of_thread), visible=stands_where_one_reads),
    *(
        Own(
            name,
            Comment,
            *_at(path, of),
            fields,
            told=lambda person, thing: thing.removed and stands_where_one_reads(person, thing),
        )
        for name, path, of, fields in [
            (
                "api comments",
                "threads/{}/comments",
                pk_of_thread,
                lambda t: [canary(t.name, "body"), canary(t.name, "reply")],
            ),
            ("api comment", "comments/{}", pk_of_comment, lambda t: [canary(t.name, "body")]),
        ]
    ),
    Own(
        "api search",
        Page | Draft | Space | Post | Comment | Image | Document | Person,
        lambda w, t: _search(lure(t.name)),
        lambda w, t: _search(lure("absent")),
        found_fields,
    ),
    Own(
        "api page by its path",
        Page,
        lambda w, t: f"{ROOT}pages?path={page_address(w, t)}",
        lambda w, t: f"{ROOT}pages?path=/en/no-such-page/",
        lambda t: [canary((t.source or t).name, "title")] if t.kind != "home" else [],
    ),
]

LISTINGS = [
    Listing("api pages", lambda w, p: [f"{ROOT}pages?limit=100"], _due_pages),
    Listing(
        "api pages of a section",
        lambda w, p: [
            f"{ROOT}pages?limit=100&section={w.pages[name].slug}" for name in ("section", "vault", "hall", "dossier")
        ],
        _due_in_section,
    ),
    Listing("api files in a page", lambda w, p: [f"{ROOT}pages/{w.pages['page'].pk}"], _files_in_page),
    Listing(
        "api roll-up",
        lambda w, p: [f"{ROOT}pages/{w.pages[name].pk}/conversations" for name in ("page", "ledger", "dossier")],
        lambda p: {name for name in due_about(p, village.page) if "xname" in name},
    ),
    Listing("api people", lambda w, p: [f"{ROOT}people?limit=100"], due_among_people),
    Listing("api spaces", lambda w, p: [f"{ROOT}spaces?limit=100"], due_among_spaces),
    Listing(
        "api posts of spaces",
        lambda w, p: [f"{ROOT}spaces/{space.slug}/posts?limit=100" for space in w.spaces.values()],
        lambda p: due_in_spaces(p) | due_on_cards(p),
    ),
    Listing("api cards", lambda w, p: [f"{ROOT}posts/{w.posts[post.name].pk}" for post in village.WORDS], due_on_cards),
    Listing("api feed", lambda w, p: [f"{ROOT}feed?limit=100"], due_in_feed),
    Listing(
        "api search for all",
        lambda w, p: [
            _search(COMMON, page=page, **({"kind": kind} if kind else {}))
            for kind in ("", "page", "post", "comment", "space")
            for page in range(1, 3 if kind else 6)
        ],
        due_in_search,
    ),
]
