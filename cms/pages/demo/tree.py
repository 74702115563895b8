"""Put the demo's Markdown below the home page, and find its pages again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.pages.demo.access import closed_collection, restrict_page
from cms.pages.markdown import read_tree
from cms.pages.models import HomePage
from cms.pages.services.import_places import make_section
from cms.pages.services.imports import import_tree


class Tree:
    """The pages below the home page, by their address without slashes around it."""

    def __init__(self, home: HomePage) -> None:
        self.home = home

    def page(self, path: str) -> Page:
        return self._at(path).get().specific

    def live_page(self, path: str) -> Page | None:
        found = self._at(path).live().first()
        return found.specific if found else None

    def _at(self, path: str) -> PageQuerySet:
        return self.home.get_descendants().filter(url_path=f"{self.home.url_path}{path}/")


def import_handbook(
    company: Path, rows: list[dict[str, str]], groups: list[dict[str, Any]], say: Callable[[str], None]
) -> None:
    """Import each directory; a restricted section is closed before anything goes in."""
    names = {group["slug"]: group["name"] for group in groups}
    for row in rows:
        if "restricted_to" in row:
            _make_closed_section(row, Group.objects.get(name=names[row["restricted_to"]]))
        report = import_tree(actor=None, tree=read_tree(company / row["directory"]), section=row["section"])
        for problem in report.problems:
            say(_("%(path)s did not go in: %(why)s") % {"path": problem.path, "why": problem.reason})


def _make_closed_section(row: dict[str, str], group: Group) -> None:
    home = HomePage.objects.get()
    section = make_section(actor=None, home=home, title=row["title"], slug=row["section"])
    restrict_page(section, group.name)
    closed_collection(row["title"], group)
