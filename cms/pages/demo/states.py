"""Edit the demo's pages, and bring one into every state of the workflow."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from cms.pages.demo.past import ago, date_version
from cms.pages.demo.tree import Tree

Row = dict[str, Any]


class ChangeWithoutPlace(ValueError):
    """The words that a change replaces do not stand in the page exactly once."""


def publish_versions(rows: list[Row], trees: dict[str, Tree]) -> None:
    """Publish the later versions of pages, oldest first."""
    for row in sorted(rows, key=ago):
        page = trees[row.get("language", settings.LANGUAGE_CODE)].page(row["path"])
        revision = _write(page, row)
        revision.publish(user=revision.user, skip_permission_checks=True)
        date_version(page, revision, ago(row), revision.user)


def bring_into_states(rows: list[Row], tree: Tree) -> None:
    """Let each page be in the state that its line names."""
    for row in rows:
        if row["state"] in STATES:
            STATES[row["state"]](tree.page(row["path"]), row, _person(row["by"]))


def unpublish_pages(rows: list[Row], tree: Tree) -> None:
    """Take pages down that were live and talked about, once."""
    for row in rows:
        page = tree.live_page(row["path"]) if row["state"] == UNPUBLISHED else None
        if page is not None and not PageLogEntry.objects.filter(page=page, action=UNPUBLISH).exists():
            _unpublish(page, row, _person(row["by"]))


def _keep_as_draft(page: Page, row: Row, person: Any) -> None:
    date_version(page, page.latest_revision, ago(row), person)


def _submit(page: Page, row: Row, person: Any) -> WorkflowState:
    date_version(page, page.latest_revision, ago(row), person)
    state = page.get_workflow().start(page, person)
    WorkflowState.objects.filter(pk=state.pk).update(created_at=ago(row))
    TaskState.objects.filter(workflow_state=state).update(started_at=ago(row))
    return state


def _reject(page: Page, row: Row, person: Any) -> None:
    state = _submit(page, row, person)
    state.current_task_state.reject(user=_person(row["reviewed_by"]), comment=row["reason"])
    TaskState.objects.filter(workflow_state=state).update(finished_at=ago(row, "reviewed_"))


def _write_draft(page: Page, row: Row, person: Any) -> None:
    date_version(page, _write(page, row), ago(row), person)


def _unpublish(page: Page, row: Row, person: Any) -> None:
    UnpublishPageAction(page, user=person).execute(skip_permission_checks=True)
    PageLogEntry.objects.filter(page=page, action=UNPUBLISH).update(revision=None, timestamp=ago(row))


def _submit_changes(page: Page, row: Row, person: Any) -> None:
    _write(page, row)
    page.refresh_from_db()
    _submit(page, row, person)


STATES: dict[str, Callable[[Page, Row, Any], Any]] = {
    "draft": _keep_as_draft,
    "in_review": _submit,
    "rejected": _reject,
    "live_with_changes": _write_draft,
    "changes_in_review": _submit_changes,
}
UNPUBLISHED = "unpublished"
UNPUBLISH = "wagtail.unpublish"


def _write(page: Page, row: Row) -> Revision:
    """Save a version with the row's changes."""
    text = json.dumps(list(page.body.raw_data), ensure_ascii=False)
    for change in row["changes"]:
        text = _replaced(text, change["find"], change["replace"], page)
    page.body = json.loads(text)
    page.change_note, page.change_is_material = row.get("note", ""), row.get("material", False)
    return page.save_revision(user=_person(row["by"]), log_action=True)


def _replaced(text: str, find: str, replace: str, page: Page) -> str:
    if text.count(find) != 1:
        raise ChangeWithoutPlace(f"{page.url_path}: {find!r} stands there {text.count(find)} times")
    return text.replace(find, replace)


def _person(username: str) -> Any:
    return get_user_model().objects.get(username=username)
