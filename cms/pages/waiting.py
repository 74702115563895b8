"""What waits for a person: reviews, pages that came back, and what other packages add.

An app that knows of something that waits adds it to the list::

    @hooks.register("construct_waiting")
    def add_invitations(viewer, things):
        things.append(Waiting(title=..., meta=..., url=...))
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import GroupApprovalTask, TaskState, WorkflowState

MOST = 5


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, with the address where it is done."""

    title: str
    meta: str
    url: str


def waiting(viewer) -> list[Waiting]:
    """Return the reviews that this person may do, their own pages that came back, and what other packages know of."""
    # Sign-in says of readers that they have no such work: they cost no query here.
    things = (
        [*reviews_of(viewer), *returned_to(viewer)]
        if viewer.is_superuser or getattr(viewer, "works_in_admin", True)
        else []
    )
    for construct in hooks.get_hooks("construct_waiting"):
        construct(viewer, things)
    return things[:MOST]


def reviews_of(viewer) -> list[Waiting]:
    """Return the pages in review that this person may approve, as a member of an approving group."""
    tasks = GroupApprovalTask.objects.filter(active=True, groups__user=viewer)
    states = (
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=tasks.values("pk"))
        .select_related("workflow_state__requested_by", "revision")
        .order_by("-started_at")[:MOST]
    )
    return [_review(state) for state in states]


def _review(state: TaskState) -> Waiting:
    asker = state.workflow_state.requested_by
    return Waiting(
        title=_("Review: %(title)s") % {"title": state.revision.object_str},
        meta=_("%(name)s asks for your approval") % {"name": asker.display_name if asker else _("Somebody")},
        url=reverse("wagtailadmin_pages:edit", args=[state.revision.object_id]),
    )


def returned_to(viewer) -> list[Waiting]:
    """Return the pages that this person sent to review and that came back with a reason."""
    states = (
        WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=viewer)
        .select_related("current_task_state__finished_by", "current_task_state__revision")
        .order_by("-created_at")[:MOST]
    )
    return [_returned(state) for state in states if state.current_task_state]


def _returned(state: WorkflowState) -> Waiting:
    decision = state.current_task_state
    return Waiting(
        title=_("Revise: %(title)s") % {"title": decision.revision.object_str},
        meta=decision.comment or _("Changes were asked for"),
        url=reverse("wagtailadmin_pages:edit", args=[state.object_id]),
    )
