"""The handbook of the demo company: imported from Markdown, then edited, reviewed and read, as `site.yaml` says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from cms.pages.demo.access import grant_pages, grant_rights, restrict_page, silence_mails
from cms.pages.demo.blocks import add_blocks
from cms.pages.demo.past import date_first_versions, date_log, write_reads
from cms.pages.demo.sections import give_to_units, import_sections
from cms.pages.demo.states import bring_into_states, publish_versions, unpublish_pages
from cms.pages.demo.tree import Tree
from cms.pages.models import HomePage, ImportedPage, PageRead
from cms.pages.services.homes import ensure_home
from cms.pages.services.import_places import home_in

DATES = {
    Page: ["first_published_at", "last_published_at", "latest_revision_created_at"],
    Revision: ["created_at"],
    WorkflowState: ["created_at"],
    TaskState: ["started_at", "finished_at"],
    PageLogEntry: ["timestamp"],
    PageRead: ["first_at", "last_at"],
}


def load_pages(company: Path, say: Callable[[str], None]) -> None:
    """Import the handbook and give its pages a past, once."""
    if ImportedPage.objects.exists():
        return
    site = _read(company / "site.yaml")
    groups = _read(company / "company.yaml")["groups"]
    silence_mails()
    ensure_home(title=site["home"][settings.LANGUAGE_CODE]["title"])
    import_sections(company, site["imports"], groups, say)
    trees = {language: Tree(home_in(language)) for language, _name in settings.LANGUAGES}
    tree = trees[settings.LANGUAGE_CODE]
    for row in site["restricted_pages"]:
        for language in trees.values():
            restrict_page(language.page(row["path"]), _group_name(groups, row["group"]))
    grant_rights(groups, tree)
    for language in trees.values():
        grant_pages(groups, language)
        give_to_units(site["unit_sections"], language)
        add_blocks(site["blocks"], language, language.home.locale.language_code)
        date_first_versions(site["live_since"], language)
    publish_versions(site["versions"], trees)
    bring_into_states(site["states"], tree)
    write_reads(site["read"], tree)
    for language, words in site["home"].items():
        _write_home(words, site["lead"], trees[language])
    date_log()
    say(_("Handbook: %(pages)d pages.") % {"pages": ImportedPage.objects.count()})


def take_down_pages(company: Path, say: Callable[[str], None]) -> None:
    """Unpublish what was shared and talked about while it was live: after everybody has spoken."""
    unpublish_pages(_read(company / "site.yaml")["states"], Tree(ensure_home()))


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _group_name(groups: list[dict], slug: str) -> str:
    return next(row["name"] for row in groups if row["slug"] == slug)


def _write_home(row: dict[str, str], lead: str, tree: Tree) -> None:
    home = HomePage.objects.get(pk=tree.home.pk)  # as it is by now: the import has put children below it
    home.title, home.summary, home.lead_id = row["title"], row["summary"], tree.page(lead).pk
    home.save_revision().publish()
