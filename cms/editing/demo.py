"""What editors of the demo company do to pages beside writing them, as `fixtures/editing.yaml` has it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, CommentReply, Page, Revision

from cms.editing.models import LockReason
from cms.editing.services import check_target, lead_elsewhere, lock_page
from cms.pages.demo.past import ago
from cms.pages.demo.tree import Tree
from cms.pages.models import HomePage, ReferencePage
from cms.pages.services.homes import ensure_home

DATES = {
    Page: ["go_live_at", "expire_at", "locked_at"],
    Revision: ["approved_go_live_at"],
    LockReason: ["locked_at"],
    Comment: ["created_at", "updated_at"],
    CommentReply: ["created_at", "updated_at"],
}


def load_states(company: Path, say: Callable[[str], None]) -> None:
    """Write what is scheduled and what has expired, once; lock pages, and note in their margins."""
    site = _read(company)
    home = HomePage.objects.first()
    written = [_write(row, home) for row in site["pages"] if home is not None]
    if any(written):
        tree = Tree(ensure_home())
        for row in site["locked"]:
            _lock(tree.page(row["path"]), row)
        for row in site["comments"]:
            _comment(tree.page(row["path"]), row)
        say(_("Editing: %(pages)d pages wait for their day, or have had it.") % {"pages": len(written)})


def lead_from_pages(company: Path) -> None:
    """Lead from the pages that were taken down to others, once."""
    tree = Tree(ensure_home())
    for row in _read(company)["elsewhere"]:
        page, target, person = tree.page(row["path"]), tree.page(row["to"]), _person(row["by"])
        address = check_target(actor=person, page=page, target=target)
        if not page.live and not Redirect.objects.filter(old_path=address).exists():
            lead_elsewhere(actor=person, page=page, target=target)


def _read(company: Path) -> dict[str, Any]:
    return yaml.safe_load((company / "editing.yaml").read_text(encoding="utf-8"))


def _person(username: str) -> Any:
    return get_user_model().objects.get(username=username)


def _lock(page: Page, row: dict[str, Any]) -> None:
    lock_page(actor=_person(row["by"]), page=page, reason=row["reason"])
    at = ago(row)
    Page.objects.filter(pk=page.pk).update(locked_at=at)
    LockReason.objects.filter(page=page.pk).update(locked_at=at)


def _comment(page: Page, row: dict[str, Any]) -> None:
    said = {"user": _person(row["by"]), "text": row["text"]}
    comment = Comment.objects.create(page=page, contentpath=row["field"], **said)
    Comment.objects.filter(pk=comment.pk).update(created_at=ago(row), updated_at=ago(row))
    for answer in row.get("answers", []):
        reply = CommentReply.objects.create(comment=comment, user=_person(answer["by"]), text=answer["text"])
        CommentReply.objects.filter(pk=reply.pk).update(created_at=ago(answer), updated_at=ago(answer))


def _write(row: dict[str, Any], home: Page) -> bool:
    parent = Page.objects.filter(url_path=f"{home.url_path}{row['section']}/").first()
    if parent is None or parent.get_children().filter(slug=row["slug"]).exists():
        return False
    person = _person(row["by"])
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
