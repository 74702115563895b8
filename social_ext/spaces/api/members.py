from typing import Any

from django.http import HttpRequest
from ninja import Query
from ninja.responses import Status
from pydantic import Field

from cms.core.api.lists import Window, answer_list
from cms.core.api.shapes import Input
from cms.core.policies import require
from cms.people.selectors import get_person
from social_ext.spaces import selectors
from social_ext.spaces.models import Space, State
from social_ext.spaces.services.memberships import join_space, leave_space, remove_member, set_member
from social_ext.spaces.shapes import RoleName, member_shape, membership_shape

BY_NAME = ("person__last_name", "person__first_name", "pk")
BY_TIME = ("joined_at", "pk")


class Membership(Input):
    role: RoleName | None = Field(None, description="Without it a member keeps the role, and others become members.")


def join(request: HttpRequest, slug: str) -> Any:
    """Join an open space, take an invitation, or ask to join a closed space (202)."""
    membership = join_space(actor=request.user, space=selectors.get_space(request.user, slug))
    return Status(202 if membership.state == State.REQUESTED else 200, membership_shape(membership))


def leave(request: HttpRequest, slug: str) -> Any:
    """Leave a space, withdraw a request, or decline an invitation."""
    leave_space(actor=request.user, space=selectors.get_space(request.user, slug))
    return Status(204, None)


def members(request: HttpRequest, slug: str, window: Query[Window]) -> Any:
    """List who belongs to a space, by name, to those who may read it."""
    found = selectors.get_space(request.user, slug)
    require(request.user, "read", found)
    return _people(request, found, State.MEMBER, window, BY_NAME)


def requests(request: HttpRequest, slug: str, window: Query[Window]) -> Any:
    """List who asks to join, the longest waiting first, to those who keep the space."""
    found = selectors.get_space(request.user, slug)
    require(request.user, "moderate", found)
    return _people(request, found, State.REQUESTED, window, BY_TIME)


def _people(request: HttpRequest, space: Space, state: State, window: Window, keys: tuple[str, ...]) -> Any:
    return answer_list(
        selectors.members_in_state(space, state),
        window,
        viewer=request.user,
        name=f"{state} of {space.pk}",
        keys=keys,
        draw=lambda rows: [member_shape(row) for row in rows],
    )


def put_member(request: HttpRequest, slug: str, username: str, sent: Membership | None = None) -> Any:
    """Invite a colleague, grant their request, or change a member's role (owners)."""
    actor: Any = request.user
    found = selectors.get_space(actor, slug)
    require(actor, "moderate", found)
    person = get_person(actor, username)
    return member_shape(set_member(actor=actor, space=found, person=person, role=sent.role if sent else None))


def delete_member(request: HttpRequest, slug: str, username: str) -> Any:
    """Refuse a request, withdraw an invitation, or end a membership."""
    actor: Any = request.user
    found = selectors.get_space(actor, slug)
    if username != actor.username:
        require(actor, "moderate", found)
    remove_member(actor=actor, space=found, person=get_person(actor, username))
    return Status(204, None)
