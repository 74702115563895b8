"""Who I am, and my colleagues."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field
from wagtail.models import APIToken

from cms.core.api.fields import extended, load_fields
from cms.core.api.lists import Window, answer_list, listed, narrowed
from cms.core.api.shapes import reads, writes
from cms.people import selectors
from cms.people.shapes import Person, ShortUnit, short_unit, whole_person
from cms.people.tokens import revoke_token


class Me(Schema):
    """The person of the token or session."""

    username: str = Field(examples=["noor.employee"])
    display_name: str = Field(examples=["Noor Haddad"])
    unit: ShortUnit | None
    language: str = Field(description="Of the answers: from `Accept-Language` or the cookie.", examples=["en"])
    unread: int = Field(0, description="New notifications.")


class PeopleFilter(Schema):
    q: str = Field("", max_length=100, description="Words of the name, the job or the unit.")
    unit: str = Field("", max_length=100, description="The slug of a unit.")
    skill: str = Field("", max_length=100, description="A skill as a profile spells it, in capitals or not.")


def me(request: HttpRequest) -> Any:
    """Tell who the token or the session belongs to."""
    person: Any = request.user
    profile = getattr(person, "profile", None)
    return {
        "username": person.username,
        "display_name": person.display_name,
        "unit": short_unit(profile.unit) if profile else None,
        "language": get_language(),
        **load_fields("me", person, [person])[person.pk],
    }


def end_token(request: HttpRequest) -> Any:
    """Revoke the token of this request."""
    person: Any = request.user
    token = getattr(person, "api_token", None)
    if token is None:  # a session has none
        raise APIToken.DoesNotExist
    revoke_token(actor=person, pk=token.pk)
    return Status(204, None)


def people(request: HttpRequest, window: Query[Window], wanted: Query[PeopleFilter]) -> Any:
    """List the active people, by name."""
    viewer: Any = request.user
    return answer_list(
        selectors.directory(viewer, q=wanted.q, unit=wanted.unit, skill=wanted.skill),
        window,
        viewer=viewer,
        name=narrowed("people", wanted),
        keys=("last_name", "first_name", "pk"),
        draw=lambda rows: [whole_person(person) for person in rows],
    )


def person(request: HttpRequest, username: str) -> Any:
    """Show one colleague."""
    viewer: Any = request.user
    return whole_person(selectors.get_person(viewer, username))


def build_router() -> Router:
    """Return the addresses of people."""
    router = Router(tags=["people"])
    router.get("me", response=reads(extended("me", Me)))(me)
    router.delete("me/token", response=writes(None, status=204))(end_token)
    router.get("people", response=reads(listed(Person)))(people)
    router.get("people/{str:username}", response=reads(Person))(person)
    return router
