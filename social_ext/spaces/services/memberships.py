from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.core.audiences import forget_audiences
from cms.core.policies import require
from social_ext.activity.models import Verb
from social_ext.activity.services import record
from social_ext.comments.exceptions import SpaceArchived
from social_ext.spaces.exceptions import LastOwner, NotInvitable, OwnSpace
from social_ext.spaces.models import KEEPERS, Membership, Role, Space, State, Visibility


@transaction.atomic
def join_space(*, actor: Any, space: Space) -> Membership:
    """Join an open space, ask to join a closed one, or take an invitation. Doing it again changes nothing."""
    space = _locked(space)
    membership = Membership.objects.filter(person=actor, space=space).first()
    if membership and membership.state == State.MEMBER:
        return membership
    if not (membership and membership.state == State.INVITED):
        require(actor, "view", space)
    _require_in_use(space)
    if membership and membership.state == State.INVITED:
        return _admit(membership)
    if space.visibility == Visibility.OPEN:
        return _admit(membership or Membership(person=actor, space=space))
    if membership:
        return membership
    if space.visibility == Visibility.CLOSED:
        return Membership.objects.create(person=actor, space=space, state=State.REQUESTED)
    raise PermissionDenied


def _locked(space: Space) -> Space:
    """Return the space as it is now. Whoever changes who belongs to it waits for each other."""
    return Space.objects.select_for_update().get(pk=space.pk)


def _require_in_use(space: Space) -> None:
    if space.archived_at:
        raise SpaceArchived


def _admit(membership: Membership) -> Membership:
    membership.state, membership.joined_at = State.MEMBER, timezone.now()
    membership.save()
    forget_audiences()
    space = membership.space
    record(actor=membership.person, verb=Verb.JOIN, kind="space", obj=space, audience=space.audience, space_id=space.pk)
    return membership


@transaction.atomic
def leave_space(*, actor: Any, space: Space) -> None:
    """Leave a space, withdraw a request, or decline an invitation. The last owner stays until there is another."""
    space = _locked(space)
    membership = Membership.objects.filter(person=actor, space=space).first()
    if membership is None:
        return
    if _is_last_owner(membership):
        raise LastOwner
    membership.delete()
    forget_audiences()


def _is_last_owner(membership: Membership) -> bool:
    """Tell whether a space would be without an owner but for this one. Who was only invited to be one owns nothing yet."""
    if membership.role != Role.OWNER or membership.state != State.MEMBER:
        return False
    owners = Membership.objects.in_force().filter(space=membership.space_id, role=Role.OWNER, person__is_active=True)
    return not owners.exclude(pk=membership.pk).exists()


@transaction.atomic
def invite(*, actor: Any, space: Space, username: str) -> Membership:
    """Invite a colleague by user name, or grant their request."""
    require(actor, "moderate", space)
    person = get_user_model().objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        raise NotInvitable
    return set_member(actor=actor, space=space, person=person)


@transaction.atomic
def set_member(*, actor: Any, space: Space, person: Any, role: str | None = None) -> Membership:
    """Invite a colleague, grant their request, or change the role of a member. Doing it again changes nothing.

    Who keeps a space admits members; owners alone give and take other roles. A space keeps an owner.
    """
    space = _locked(space)
    require(actor, "moderate", space)
    if space.is_personal:
        raise OwnSpace
    _require_in_use(space)
    membership = Membership.objects.filter(space=space, person=person).first()
    if membership is None:
        membership = Membership(space=space, person=person, state=State.INVITED)
    _give_role(actor, membership, role or membership.role)
    if membership.state == State.REQUESTED:
        return _admit(membership)
    membership.save()
    return membership


def _give_role(actor: Any, membership: Membership, role: str) -> None:
    if role == membership.role:
        return
    require(actor, "change", membership.space)
    if _is_last_owner(membership):
        raise LastOwner
    membership.role = role


@transaction.atomic
def remove_member(*, actor: Any, space: Space, person: Any) -> None:
    """Refuse a request, withdraw an invitation, or end a membership. Doing it again changes nothing.

    Owners alone end the membership of those who keep the space with them.
    """
    if person.pk == actor.pk:
        return leave_space(actor=actor, space=space)
    space = _locked(space)
    require(actor, "moderate", space)
    membership = Membership.objects.filter(space=space, person=person).first()
    if membership is None:
        return None
    if membership.role in KEEPERS:
        require(actor, "change", space)
    membership.delete()
    forget_audiences()
    return None


@transaction.atomic
def answer_request(*, actor: Any, space: Space, username: str, grant: bool) -> None:
    """Grant or refuse a request to join. One that was answered meanwhile stays as it was answered."""
    space = _locked(space)
    require(actor, "moderate", space)
    asked = Membership.objects.filter(space=space, person__username=username, state=State.REQUESTED)
    membership = asked.select_related("person").first()
    if membership is None:
        return
    if grant:
        set_member(actor=actor, space=space, person=membership.person)
    else:
        remove_member(actor=actor, space=space, person=membership.person)
