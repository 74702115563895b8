"""What waits for a person: reviews, pages that came back, and what other rooms know of, in one question to the database.

A room that knows of something that waits says how its rows are found, and how one of them is told::

    @hooks.register("register_waiting")
    def invitations():
        return WaitingSource(order=30, rows=lambda viewer: as_rows(found, key="pk", ...), tell=_invitation)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import BigIntegerField, CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import GroupApprovalTask, TaskState, WorkflowState

from cms.people.selectors import display_name_of

MOST = 5
NOTHING, ZERO = Value("", output_field=CharField()), Value(0, output_field=IntegerField())


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, with the address where it is done."""

    title: str
    meta: str
    url: str


class Row(NamedTuple):
    """One thing that waits, as the database tells it.

    `since` is a day or a moment in ISO 8601; of two rows of a source with the same `once` the first is told.
    """

    key: int
    number: int
    title: str
    detail: str
    slug: str
    since: str
    once: str
    source: int


COLUMNS = [f"waiting_{name}" for name in Row._fields]


@dataclass(frozen=True)
class WaitingSource:
    """A kind of thing that may wait. `rows` gives the answer of `as_rows`, or None where nothing can wait for this viewer."""

    order: int
    rows: Callable[[Any], QuerySet | None]
    tell: Callable[[Row], Waiting]


def as_rows(
    found: QuerySet,
    *,
    key: str,
    title: Combinable,
    since: str,
    number: Combinable = ZERO,
    detail: Combinable = NOTHING,
    slug: Combinable = NOTHING,
    once: Combinable = NOTHING,
) -> QuerySet:
    """Return what was found as rows that can stand beside those of any other source."""
    numbers = [Cast(each, BigIntegerField()) for each in (F(key), number)]
    texts = [Cast(each, TextField()) for each in (title, detail, slug, F(since), once)]
    said = dict(zip(COLUMNS, [*numbers, *texts], strict=False))
    return found.order_by().annotate(**said).values_list(*said)


def waiting(viewer: Any) -> list[Waiting]:
    """Return what waits for a person, by kind and the longest first, in one query whatever is installed."""
    sources = sorted((build() for build in hooks.get_hooks("register_waiting")), key=lambda source: source.order)
    return _told(viewer, sources)[:MOST]


def editorial_work(viewer: Any) -> list[Waiting]:
    """Return the reviews that this person may do, and their own pages that came back."""
    return _told(viewer, [REVIEWS, RETURNED])


def _told(viewer: Any, sources: list[WaitingSource]) -> list[Waiting]:
    found = ((number, source.rows(viewer)) for number, source in enumerate(sources))
    asked = [rows.annotate(waiting_source=Value(number)) for number, rows in found if rows is not None]
    if not asked:
        return []
    together = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    # A thing may wait in each of the languages, and is told in one.
    ordered = together.order_by("waiting_source", "waiting_since", "waiting_key")[: MOST * len(settings.LANGUAGES)]
    each_once: dict[Any, Row] = {}
    for row in (Row(*values) for values in ordered):
        each_once.setdefault((row.source, row.once or row.key), row)
    return [sources[row.source].tell(row) for row in each_once.values()]


def _reviews(viewer: Any) -> QuerySet | None:
    """Return the pages in review that this person may approve, as a member of an approving group."""
    if not _works_in_admin(viewer):
        return None
    tasks = GroupApprovalTask.objects.filter(active=True, groups__user=viewer)
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=tasks.values("pk"))
    return as_rows(
        states,
        key="revision__object_id",
        title=F("revision__object_str"),
        detail=display_name_of("workflow_state__requested_by"),
        since="started_at",
    )


def _review(row: Row) -> Waiting:
    return Waiting(
        title=_("Review: %(title)s") % {"title": row.title},
        meta=_("%(name)s asks for your approval") % {"name": row.detail or _("Somebody")},
        url=reverse("wagtailadmin_pages:edit", args=[row.key]),
    )


def _returned(viewer: Any) -> QuerySet | None:
    """Return the pages that this person sent to review and that came back with a reason."""
    if not _works_in_admin(viewer):
        return None
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=viewer)
    return as_rows(
        states.exclude(current_task_state=None),
        key="object_id",
        title=F("current_task_state__revision__object_str"),
        detail=F("current_task_state__comment"),
        since="created_at",
    )


def _revise(row: Row) -> Waiting:
    return Waiting(
        title=_("Revise: %(title)s") % {"title": row.title},
        meta=row.detail or _("Changes were asked for"),
        url=reverse("wagtailadmin_pages:edit", args=[row.key]),
    )


def _works_in_admin(viewer: Any) -> bool:
    # Sign-in says of readers that they have no such work.
    return viewer.is_superuser or getattr(viewer, "works_in_admin", True)


REVIEWS = WaitingSource(order=10, rows=_reviews, tell=_review)
RETURNED = WaitingSource(order=20, rows=_returned, tell=_revise)
