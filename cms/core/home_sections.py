"""The sections of the home page: what there is to choose from, and how editors arranged it.

A room adds a section that it fills::

    @hooks.register("register_home_section")
    def coming_up():
        return HomeSection("events", _("What comes up"), ASIDE, build_events, order=30)

`build` is given the request and the home page, and returns a component with ready data, or None where there is nothing to
show. A section that is not chosen is not built, and costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from laces.components import Component
from wagtail import hooks

MAIN, ASIDE = "main", "aside"


@dataclass(frozen=True)
class HomeSection:
    """A section: `place` is the column in which it stands; `is_default` shows it where editors arranged nothing."""

    key: str
    label: str | Promise
    place: str
    build: Callable[[Any, Any], Component | None]
    order: int = 50
    is_default: bool = True


def home_sections() -> dict[str, HomeSection]:
    """Return all sections by their keys, in the order in which they stand where nothing was arranged."""
    found = (register() for register in hooks.get_hooks("register_home_section"))
    return {section.key: section for section in sorted(found, key=lambda section: section.order)}


def section_choices() -> list[tuple[str, str | Promise]]:
    """Return what editors choose from."""
    return [(section.key, section.label) for section in home_sections().values()]


def arranged(chosen: list[str]) -> list[HomeSection]:
    """Return the sections as editors arranged them, each once; the usual ones where they arranged nothing.

    The key of a section whose room is gone is passed over.
    """
    there = home_sections()
    keys = list(dict.fromkeys(chosen)) or [section.key for section in there.values() if section.is_default]
    return [there[key] for key in keys if key in there]


def sections_of(home: Any) -> list[HomeSection]:
    """Return the sections of a home page, in its order."""
    return arranged([block.value for block in home.arrangement])


def build_sections(request: Any, home: Any) -> dict[str, list[Component]]:
    """Return the components of the home page by the column in which they stand."""
    built: dict[str, list[Component]] = {MAIN: [], ASIDE: []}
    for section in sections_of(home):
        if (component := section.build(request, home)) is not None:
            built[section.place].append(component)
    return built
