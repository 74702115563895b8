"""The pages of the demo company that wait for their day, or whose day is over, as `fixtures/editing.yaml` has them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.pages.models import HomePage, ReferencePage

DATES = {Page: ["go_live_at", "expire_at"], Revision: ["approved_go_live_at"]}


def load_states(company: Path, say: Callable[[str], None]) -> None:
    """Write what is scheduled and what has expired, once."""
    rows = yaml.safe_load((company / "editing.yaml").read_text(encoding="utf-8"))["pages"]
    home = HomePage.objects.first()
    written = [_write(row, home) for row in rows if home is not None]
    if any(written):
        say(_("Editing: %(pages)d pages wait for their day, or have had it.") % {"pages": len(written)})


def _write(row: dict[str, Any], home: Page) -> bool:
    parent = Page.objects.filter(url_path=f"{home.url_path}{row['section']}/").first()
    if parent is None or parent.get_children().filter(slug=row["slug"]).exists():
        return False
    person = get_user_model().objects.get(username=row["by"])
    body = [{"type": "paragraph", "value": row["text"], "id": str(uuid4())}]
    page = ReferencePage(
        live=False, owner=person, body=body, **{name: row[name] for name in ("title", "slug", "summary")}
    )
    parent.add_child(instance=page)
    now = timezone.now()
    if "days_ahead" in row:
        page.go_live_at = now + timedelta(days=row["days_ahead"])
        page.save_revision(user=person).publish(user=person, skip_permission_checks=True)
        return True
    page.save_revision(user=person).publish(user=person, skip_permission_checks=True)
    _expire(page, now - timedelta(days=row["days_ago"]), now - timedelta(days=row["until_days_ago"]))
    return True


def _expire(page: Page, since: Any, until: Any) -> None:
    """Let a page be as it is when its time ran out: live from one moment to the other, and no more."""
    page.refresh_from_db()
    page.unpublish(set_expired=True)
    Page.objects.filter(pk=page.pk).update(
        expire_at=until, first_published_at=since, last_published_at=since, latest_revision_created_at=since
    )
    page.revisions.update(created_at=since)
