"""Put the export of a WordPress site below the home page, by the services that import Markdown."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.markdown import SourcePage, SourceTree
from cms.pages.models import ImportedPage
from cms.pages.services.import_places import ImportRefused
from cms.pages.services.import_report import ImportReport
from cms.pages.services.imports import import_tree
from cms.pages.wordpress import ExportRefusedError, read_export, read_site

#: Where the files of a site may lie beside its export, when no folder is named.
USUAL_FOLDERS = ("uploads", "wp-content/uploads", "media")


def read_wordpress(
    *, path: Path, media: Path | None, on_entry: Callable[[str], None] = lambda _path: None
) -> SourceTree:
    """Return the pages of an export; refuse a file that is none, before anything is changed."""
    if media is not None and not media.is_dir():
        raise ImportRefused(_("“%(path)s” is no directory. Name the folder of uploads."), path=str(media))
    beside = [path.parent / name for name in USUAL_FOLDERS]
    folder = media or next((each for each in beside if each.is_dir()), beside[0])
    try:
        return read_export(path, read_site(path), folder.resolve(), on_entry=on_entry)
    except ExportRefusedError as error:
        raise ImportRefused("%(why)s", why=str(error)) from error


def import_wordpress(
    *,
    actor: Any,
    tree: SourceTree,
    section: str,
    language: str = "",
    dry_run: bool = False,
    on_page: Callable[[str], None] = lambda _path: None,
) -> ImportReport:
    """Make the pages of an export, or follow its changes; dates and old addresses are kept.

    `actor` is None for the operator at the command line, who needs no right in the product.
    """
    report = import_tree(actor=actor, tree=tree, section=section, language=language, dry_run=dry_run, on_page=on_page)
    if not dry_run and report.section is not None:
        _settle(tree, report)
    return report


@transaction.atomic
def _settle(tree: SourceTree, report: ImportReport) -> None:
    """Give the pages the day on which they were published."""
    rows = ImportedPage.objects.filter(section=report.section).select_related("page")
    pages = {row.path: row.page for row in rows}
    dated = []
    for source in tree.pages():
        page = pages.get(source.path)
        if page is None or not page.live:
            continue
        day = _published_at(source)
        if day and page.first_published_at != day:
            page.first_published_at = day
            dated.append(page)
    Page.objects.bulk_update(dated, ["first_published_at"], batch_size=500)


def _published_at(source: SourcePage) -> datetime.datetime | None:
    try:
        found = parse_datetime(str(source.extra.get("date", "")))
    except ValueError:
        return None
    return found.replace(tzinfo=datetime.UTC) if found else None
