from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState

from cms.pages.dashboard import MOST, EditorList, Row
from cms.pages.selectors import editable_pages
from cms.pages.waiting import editorial_work


def lists_of_editor(viewer: Any) -> list[EditorList]:
    """Return what an editor has begun, and what is in review: to be done by them, or asked for by them."""
    return [
        EditorList(
            "drafts", _("My drafts"), _drafts(viewer), _("You have no drafts: all that you wrote is published.")
        ),
        EditorList("review", _("In review"), _in_review(viewer), _("No page waits for a review.")),
    ]


def _drafts(viewer: Any) -> list[Row]:
    mine = Revision.page_revisions.filter(user=viewer).values("pk")
    pages = (
        editable_pages(viewer)
        .filter(has_unpublished_changes=True, latest_revision__in=mine)
        .select_related("locale")
        .order_by("-latest_revision_created_at", "pk")
    )
    return [_row(page, _saved(page)) for page in pages[:MOST]]


def _saved(page: Page) -> str:
    when = date_format(localtime(page.latest_revision_created_at), "SHORT_DATETIME_FORMAT")
    return _("saved %(when)s") % {"when": when}


def _in_review(viewer: Any) -> list[Row]:
    waiting = [Row(thing.title, thing.url, thing.meta) for thing in editorial_work(viewer)]
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, requested_by=viewer)
    numbers = [int(pk) for pk in states.order_by("-created_at").values_list("object_id", flat=True)[:MOST]]
    asked = (
        editable_pages(viewer)
        .filter(pk__in=numbers)
        .select_related("locale")
        .order_by("-latest_revision_created_at", "pk")
    )
    return [*waiting, *(_row(page, _("you asked for its review")) for page in asked)][: 2 * MOST]


def _row(page: Page, meta: str) -> Row:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Row(page.draft_title or page.title, address, meta, page.locale.language_code)
