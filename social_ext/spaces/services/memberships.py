from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.core.audiences import forget_audiences
from cms.core.policies import require
from social_ext.activity.models import Verb
from social_ext.activity.services import record
from social_ext.spaces.exceptions import LastOwner, NotInvitable
from social_ext.spaces.models import Membership, Role, Space, State, Visibility


@transaction.atomic
def join_space(*, actor: Any, space: Space) -> Membership:
    """Join an open space, ask to join a closed one, or take an invitation. Doing it again changes nothing."""
    space = Space.objects.select_for_update().get(pk=space.pk)
    membership = Membership.objects.filter(person=actor, space=space).first()
    if membership and membership.state == State.INVITED:
        return _admit(membership)
    if membership and membership.state == State.MEMBER:
        return membership
    require(actor, "view", space)
    if space.visibility == Visibility.OPEN:
        return _admit(membership or Membership(person=actor, space=space))
    if membership:
        return membership
    if space.visibility == Visibility.CLOSED:
        return Membership.objects.create(person=actor, space=space, state=State.REQUESTED)
    raise PermissionDenied


def _admit(membership: Membership) -> Membership:
    membership.state, membership.joined_at = State.MEMBER, timezone.now()
    membership.save()
    forget_audiences()
    space = membership.space
    record(actor=membership.person, verb=Verb.JOIN, kind="space", obj=space, audience=space.audience, space_id=space.pk)
    return membership


@transaction.atomic
def leave_space(*, actor: Any, space: Space) -> None:
    """Leave a space, or withdraw a request. The last owner stays until there is another."""
    Space.objects.select_for_update().get(pk=space.pk)
    membership = Membership.objects.filter(person=actor, space=space).first()
    if membership is None:
        return
    if membership.role == Role.OWNER and not _other_owner(membership):
        raise LastOwner
    membership.delete()
    forget_audiences()


def _other_owner(membership: Membership) -> bool:
    owners = Membership.objects.in_force().filter(space=membership.space, role=Role.OWNER)
    return owners.exclude(pk=membership.pk).exists()


@transaction.atomic
def invite(*, actor: Any, space: Space, username: str) -> Membership:
    """Invite a colleague, or grant their request."""
    require(actor, "moderate", space)
    person = get_user_model().objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        raise NotInvitable
    membership, created = Membership.objects.select_for_update().get_or_create(
        person=person, space=space, defaults={"state": State.INVITED}
    )
    if not created and membership.state == State.REQUESTED:
        return _admit(membership)
    return membership


@transaction.atomic
def answer_request(*, actor: Any, space: Space, username: str, grant: bool) -> None:
    """Grant or refuse a request to join. One that was answered meanwhile stays as it was answered."""
    require(actor, "moderate", space)
    asked = Membership.objects.select_for_update().filter(space=space, person__username=username, state=State.REQUESTED)
    membership = asked.first()
    if membership is None:
        return
    if grant:
        _admit(membership)
    else:
        membership.delete()


@transaction.atomic
def set_role(*, actor: Any, space: Space, person: Any, role: str) -> Membership:
    """Give a member another role. A space keeps an owner."""
    space = Space.objects.select_for_update().get(pk=space.pk)
    require(actor, "change", space)
    membership = Membership.objects.select_for_update().get(space=space, person=person, state=State.MEMBER)
    if membership.role == Role.OWNER and role != Role.OWNER and not _other_owner(membership):
        raise LastOwner
    membership.role = role
    membership.save(update_fields=["role"])
    return membership
