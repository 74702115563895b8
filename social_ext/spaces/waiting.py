"""What waits for a person in spaces."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.pages.waiting import Row, Waiting, WaitingSource, as_rows
from cms.people.selectors import display_name_of
from social_ext.spaces.models import KEEPERS, Membership, State


def _invited(viewer: Any) -> QuerySet:
    found = Membership.objects.filter(state=State.INVITED, person=viewer, space__archived_at=None)
    return as_rows(found, key="pk", title=F("space__name"), slug=F("space__slug"), since="joined_at")


def _join(row: Row) -> Waiting:
    url = reverse("space", kwargs={"slug": row.slug})
    return Waiting(title=_("Join: %(space)s") % {"space": row.title}, meta=_("You are invited"), url=url)


def _requested(viewer: Any) -> QuerySet:
    """Return the requests to join what this viewer keeps."""
    kept = Membership.objects.in_force().filter(person=viewer, role__in=KEEPERS)
    found = Membership.objects.filter(
        state=State.REQUESTED, person__is_active=True, space__archived_at=None, space__in=kept.values("space")
    )
    name, space, slug = display_name_of("person"), F("space__name"), F("space__slug")
    return as_rows(found, key="pk", title=name, detail=space, slug=slug, since="joined_at")


def _answer(row: Row) -> Waiting:
    return Waiting(
        title=_("Answer: %(name)s") % {"name": row.title},
        meta=_("Asks to join %(space)s") % {"space": row.detail},
        url=reverse("space_members", kwargs={"slug": row.slug}),
    )


INVITATIONS = WaitingSource(order=30, rows=_invited, tell=_join)
REQUESTS = WaitingSource(order=40, rows=_requested, tell=_answer)
