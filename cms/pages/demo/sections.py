"""Put the demo's Markdown below the home page of each language."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page

from cms.pages.demo.access import closed_collection, restrict_page
from cms.pages.demo.past import date_version
from cms.pages.demo.staging import publication_times, staged
from cms.pages.demo.tree import Tree
from cms.pages.markdown import read_tree
from cms.pages.models import HomePage
from cms.pages.services.import_places import home_in, make_section
from cms.pages.services.imports import import_tree
from cms.people.models import BusinessUnit


def import_sections(
    company: Path, rows: list[dict[str, Any]], groups: list[dict[str, Any]], say: Callable[[str], None]
) -> None:
    """Import each directory in each language that it has; a restricted section is closed before anything goes in."""
    names = {group["slug"]: group["name"] for group in groups}
    for language, _name in settings.LANGUAGES:
        home = home_in(language)
        for row in rows:
            if "restricted_to" in row:
                _make_closed_section(home, row, Group.objects.get(name=names[row["restricted_to"]]))
            with staged(company, row["directory"], language) as directory:
                report = import_tree(actor=None, tree=read_tree(directory), section=row["section"], language=language)
                _date_pages(report.section, publication_times(directory))
            for problem in report.problems:
                say(_("%(path)s did not go in: %(why)s") % {"path": problem.path, "why": problem.reason})


def give_to_units(rows: list[dict[str, Any]], tree: Tree) -> None:
    """Say which unit runs a section, and which theme it wears, as if it had been so from its first version on."""
    for row in rows:
        section = tree.page(row["path"])
        section.unit, section.theme = BusinessUnit.objects.get(slug=row["unit"]), row["theme"]
        section.save()
        first = section.latest_revision
        first.content |= {"unit": section.unit.pk, "theme": section.theme}
        first.save()


def _make_closed_section(home: HomePage, row: dict[str, Any], group: Group) -> None:
    section = make_section(actor=None, home=home, title=row["title"], slug=row["section"])
    restrict_page(section, group.name)
    if not Collection.objects.filter(name=row["title"]).exists():
        closed_collection(row["title"], group)


def _date_pages(section: Page | None, times: dict[str, datetime]) -> None:
    for page in section.get_children().select_related("latest_revision", "owner") if section else ():
        if page.slug in times:
            date_version(page, page.latest_revision, times[page.slug])
            Page.objects.filter(pk=page.pk).update(first_published_at=times[page.slug])
