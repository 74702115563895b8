"""Every way in which a thing can reach a reader: at its own addresses, and where others list it.

An own address must answer in full to those who may see the thing, and to all others like the same address of what never
existed. A listing must name what its readers may see, and hold no byte of anything else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page as TreePage

from tests.leaks import village
from tests.leaks.oracle import Document, Image, Page, Person, Thing
from tests.leaks.village import BY_NAME, ORACLE, canary
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
    htmx: bool = False


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
    return [start, *(f"{start}?q={name}" for name in world.people)]


def _due_among_people(person: Person) -> set[str]:
    return {canary(found.name, "first") for found in _visible(person, Person)}


def _files_in_pages(person: Person) -> set[str]:
    """`page` shows every picture and document that its reader may open."""
    if not person.is_employee:
        return set()
    pictures = {canary(image.name, "alt") for image in _visible(person, Image)}
    return pictures | {canary(document.name, "title") for document in _visible(person, Document)}


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
]


def tree_is_intact() -> bool:
    """Whether the village did not break the tree while it was built: else nothing below would mean anything."""
    return not any(TreePage.find_problems())
