"""The sections of the home page: what there is to choose from, and how editors arranged it.

A room adds a section that it fills::

    @hooks.register("register_home_section")
    def coming_up():
        return HomeSection("events", _("What comes up"), ASIDE, build_events, order=30)

`build` is given the request and the home page, and returns a component with ready data, or None where there is nothing to
show. A section that is not chosen is not built, and costs nothing. A component says its title as `heading`; the title that
editors gave the section on this page takes its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from wagtail import hooks

MAIN, ASIDE = "main", "aside"
#: What the arrangement of a home page calls a section that a room fills.
SECTION = "section"


class SectionComponent(Protocol):
    """A component that can stand on the home page."""

    heading: str

    def render_html(self, parent_context: Any = None) -> str: ...


@dataclass(frozen=True)
class HomeSection:
    """A section: `place` is the column in which it stands; `is_default` shows it where editors arranged nothing."""

    key: str
    label: str | Promise
    place: str
    build: Callable[[Any, Any], SectionComponent | None]
    order: int = 50
    is_default: bool = True


def home_sections() -> dict[str, HomeSection]:
    """Return all sections by their keys, in the order in which they stand where nothing was arranged."""
    found = (register() for register in hooks.get_hooks("register_home_section"))
    return {section.key: section for section in sorted(found, key=lambda section: section.order)}


def section_choices() -> list[tuple[str, str | Promise]]:
    """Return what editors choose from."""
    return [(section.key, section.label) for section in home_sections().values()]


def usual_sections() -> list[HomeSection]:
    """Return the sections of a home page that nobody arranged."""
    return [section for section in home_sections().values() if section.is_default]


def with_title(stored: Any) -> dict[str, str]:
    """Return a section as it is stored now; before sections had titles it was the key alone."""
    return stored if isinstance(stored, dict) else {"section": stored, "title": ""}


def sections_that_are_gone(home: Any) -> list[str]:
    """Return the keys that editors chose and whose rooms are there no more; the page passes over them."""
    there = home_sections()
    chosen = (
        with_title(one["value"])["section"] for one in home.arrangement.get_prep_value() if one["type"] == SECTION
    )
    return [key for key in dict.fromkeys(chosen) if key and key not in there]
