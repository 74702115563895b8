"""The home page as its editors arranged it: the sections that rooms fill, and those that editors wrote themselves."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.blocks.things import visible_cards
from cms.core.home_sections import (
    ASIDE,
    MAIN,
    SECTION,
    HomeSection,
    SectionComponent,
    home_sections,
    usual_sections,
    with_title,
)
from cms.pages.components import Cards, Text
from cms.pages.models import HomePage
from cms.pages.sights import pages_in_sight
from cms.pages.waiting import waiting

MORNING_ENDS = 12
AFTERNOON_ENDS = 18


class Placed(NamedTuple):
    """A section where it stands, with the title that editors gave it; empty for its usual one."""

    section: HomeSection
    title: str = ""


def placed_sections(home: HomePage) -> list[Placed]:
    """Return the sections as editors arranged them, each once; the usual ones where they arranged nothing.

    The key of a section whose room is gone is passed over.
    """
    if not home.arrangement:
        return [Placed(section) for section in usual_sections()]
    found: dict[str, Placed] = {}
    for placed in _arranged(home):
        found.setdefault(placed.section.key, placed)
    return list(found.values())


def _arranged(home: HomePage) -> Iterator[Placed]:
    # As it is stored: to unpack the cards would load their pages, visible or not.
    there, cards = home_sections(), _Cards(home)
    for block in home.arrangement.get_prep_value():
        value = block["value"]
        if block["type"] == SECTION:
            value = with_title(value)
            if section := there.get(value["section"]):
                yield Placed(section, value["title"])
        elif block["type"] == "text":
            yield Placed(HomeSection(block["id"], "", value["place"], partial(_build_text, value)), value["title"])
        else:
            yield Placed(HomeSection(block["id"], "", MAIN, partial(cards.build, value["cards"])), value["title"])


def _build_text(value: dict[str, str], request: Any, home: HomePage) -> Text:
    return Text(value["text"], in_panel=value["place"] == ASIDE)


class _Cards:
    """The link cards of a home page; the pages on them are asked for at once, as far as the viewer may see them."""

    def __init__(self, home: HomePage):
        self.home = home
        self.seen: dict[int, dict[str, str]] | None = None

    def build(self, stored: list[dict[str, Any]], request: Any, home: HomePage) -> Cards | None:
        if self.seen is None:
            blocks = [one["value"]["cards"] for one in home.arrangement.get_prep_value() if one["type"] == "link_cards"]
            ids = {card["value"]["page"] for cards in blocks for card in cards if card["value"]["page"]}
            self.seen = pages_in_sight(request.user, ids) if ids else {}
        cards = visible_cards(stored, self.seen)
        return Cards(cards) if cards else None


def build_sections(request: Any, home: HomePage) -> dict[str, list[SectionComponent]]:
    """Return the components of the home page by the column in which they stand."""
    built: dict[str, list[SectionComponent]] = {MAIN: [], ASIDE: []}
    for section, title in placed_sections(home):
        if (component := section.build(request, home)) is not None:
            component.heading = title or component.heading
            built[section.place].append(component)
    return built


def home_context(request, home: HomePage) -> dict[str, Any]:
    """Return what the home page shows: a greeting, and the sections as its editors arranged them."""
    home.things_waiting = waiting(request.user)
    return {
        "greeting": greeting(request.user),
        "waiting": home.things_waiting,
        "sections": build_sections(request, home),
    }


def greeting(viewer) -> str:
    """Greet by the hour of the reader."""
    name = viewer.first_name or viewer.display_name
    hour = timezone.localtime().hour
    if hour < MORNING_ENDS:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < AFTERNOON_ENDS:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
