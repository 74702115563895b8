"""Give the demo's pages a past: when versions were written, and who read them."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from cms.pages.demo.tree import Tree
from cms.pages.models import PageRead

#: The ways that lead to a page; the empty one is the navigation.
WAYS = ["", "", "card", "feed", "search", "notification"]


def ago(row: dict[str, Any], prefix: str = "") -> datetime:
    """Return the time that a row gives in days or hours before now."""
    pause = timedelta(days=row.get(f"{prefix}days_ago", 0), hours=row.get(f"{prefix}hours_ago", 0))
    return timezone.now() - pause


def date_version(page: Page, revision: Revision, at: datetime, by: Any = None) -> None:
    """Say when a version was written, and by whom; the live one was published then."""
    Revision.objects.filter(pk=revision.pk).update(created_at=at, user=by or page.owner)
    dates = {"latest_revision_created_at": at}
    if Page.objects.filter(pk=page.pk, live=True, live_revision=revision).exists():
        dates["last_published_at"] = at
    Page.objects.filter(pk=page.pk).update(**dates)


def date_first_versions(row: dict[str, Any], tree: Tree) -> None:
    """Say when each page was published first: as its line says, and the others long ago."""
    days = {f"{tree.home.url_path}{line['path']}/": line["days_ago"] for line in row["pages"]}
    for page in tree.home.get_descendants().select_related("latest_revision", "owner"):
        if page.first_published_at and page.first_published_at < timezone.now() - timedelta(minutes=30):
            continue  # its file said when
        at = timezone.now() - timedelta(days=days.get(page.url_path, row["default"]))
        date_version(page, page.latest_revision, at)
        if page.live:
            Page.objects.filter(pk=page.pk).update(first_published_at=at)


def date_log() -> None:
    """Let the history say what the versions say."""
    PageLogEntry.objects.filter(revision__isnull=False).update(
        timestamp=Subquery(Revision.objects.filter(pk=OuterRef("revision")).values("created_at")),
        user=Subquery(Revision.objects.filter(pk=OuterRef("revision")).values("user")),
    )


def write_reads(rows: list[dict[str, Any]], tree: Tree) -> None:
    """Note who read what, spread over the days of the row; the same on every computer."""
    chance = random.Random(7)  # noqa: S311 -- no secret
    people = {person.username: person for person in get_user_model().objects.order_by("username")}
    reads = []
    for row in rows:
        newest, oldest = row["days_ago"]
        key = tree.page(row["path"]).translation_key
        for username in people if row["people"] == "all" else row["people"]:
            first = timezone.now() - timedelta(days=chance.uniform(newest, oldest), minutes=5)
            last = first + (timezone.now() - first) * chance.choice([0, 0, 0.5, 0.9])
            read = PageRead(person=people[username], page_key=key, first_at=first, last_at=last)
            read.first_via = chance.choice(WAYS)
            reads.append(read)
    PageRead.objects.bulk_create(reads)
