"""Where things stand on the web."""

from datetime import timedelta
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.core.cursors import write_cursor
from social_ext.activity.models import Activity
from tests.leaks import village
from tests.leaks.channels import ABSENT_ID
from tests.leaks.oracle import Page, Person, Post, Thing
from tests.leaks.village import COMMON, canary, lure
from tests.leaks.world import World


def page_address(world: World, thing: Page) -> str:
    page = world.pages[thing.name]
    if thing.deleted:
        return f"/en/{canary('section', 'slug')}/{canary(thing.name, 'slug')}/"
    return page.url


def absent_page(world: World, thing: Page) -> str:
    prefix = page_address(world, thing)[:4]
    return f"{prefix}{canary('section', 'slug')}/no-such-page/" if prefix == "/en/" else f"{prefix}no-such-page/"


def permalink(world: World, thing: Page) -> str:
    """Return the address by number in the page's own language: in another one it leads to the translation."""
    with override(language_of(thing)):
        return reverse("page_permalink", args=[world.pages[thing.name].pk])


def absent_permalink(world: World, thing: Page) -> str:
    with override(language_of(thing)):
        return reverse("page_permalink", args=[ABSENT_ID])


def old_address(world: World, thing: Page) -> str:
    """Return the address at which an import says that a page was."""
    return f"/{language_of(thing)}/old/{canary(thing.name, 'slug')}.html"


def absent_old_address(world: World, thing: Page) -> str:
    return f"/{language_of(thing)}/old/nothing.html"


def language_of(thing: Page) -> str:
    return "fr" if thing.version_of else "en"


def address_elsewhere(world: World, thing: Page) -> str:
    """Return where a page is met by who reads the other language: at its own path, below the prefix of that one."""
    own = page_address(world, thing)
    return f"/{'en' if own.startswith('/fr/') else 'fr'}/{own[4:]}"


def absent_elsewhere(world: World, thing: Page) -> str:
    return f"{address_elsewhere(world, thing)[:4]}no-such-page/"


def search_address(q: str, **narrow) -> str:
    return reverse("search", query={"q": q, **narrow})


def talk_of(world: World, thing: Thing):
    return world.posts[thing.name] if isinstance(thing, Post) else world.comments[thing.name]


def all_pages(world: World, person: Person) -> list[str]:
    return [page_address(world, page) for page in village.PAGES]


def people_searches(world: World, person: Person) -> list[str]:
    start = reverse("people")
    return [start, *(f"{start}?q={lure(name)}" for name in world.people)]


def whole_feed(world: World, person: Person) -> list[str]:
    """The feed to its end, by the cursors that this person is given on the way."""
    at = timezone.now() + timedelta(days=1)
    return [reverse("network"), *(f"{reverse('network')}?before={quote(cursor)}" for cursor in _cursors(at))]


def _cursors(start) -> list[str]:
    """Cursors all along what happened: one for each third of a page."""
    rows = list(Activity.objects.order_by("-published_at", "-pk").values_list("published_at", "pk"))[::10]
    return [write_cursor(start, 0), *(write_cursor(at, pk) for at, pk in rows)]


def whole_search(world: World, person: Person) -> list[str]:
    """Every page of what a common word finds, and the same by kind, with the numbers beside each."""
    kinds = ["", "page", "post", "comment", "space"]
    return [
        search_address(COMMON, **({"kind": kind} if kind else {}), **({"page": page} if page > 1 else {}))
        for kind in kinds
        for page in range(1, 3 if kind else 6)
    ]
