"""What waits for a person in spaces."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.pages.waiting import MOST, Waiting
from social_ext.spaces.models import KEEPERS, Membership, State


def waiting_in_spaces(viewer: Any) -> list[Waiting]:
    """Return the invitations to this person and the requests to join what they keep, newest first, in one query."""
    kept = Membership.objects.in_force().filter(person=viewer, role__in=KEEPERS)
    invitation = Q(state=State.INVITED, person=viewer)
    request = Q(state=State.REQUESTED, person__is_active=True, space__in=kept.values("space"))
    found = Membership.objects.filter(invitation | request, space__archived_at=None)
    found = found.select_related("space", "person").order_by("-joined_at", "-pk")
    return [_invitation(row) if row.state == State.INVITED else _request(row) for row in found[:MOST]]


def _invitation(membership: Membership) -> Waiting:
    return Waiting(
        title=_("Join: %(space)s") % {"space": membership.space.name},
        meta=_("You are invited"),
        url=membership.space.url,
    )


def _request(membership: Membership) -> Waiting:
    return Waiting(
        title=_("Answer: %(name)s") % {"name": membership.person.display_name},
        meta=_("Asks to join %(space)s") % {"space": membership.space.name},
        url=reverse("space_members", kwargs={"slug": membership.space.slug}),
    )
