"""People and units as the API shows them: whole, and in the short form that stands inside other things."""

from typing import Any

from ninja import Schema
from pydantic import Field

from cms.people.models import BusinessUnit, User


class ShortUnit(Schema):
    slug: str = Field(examples=["north"])
    name: str = Field(examples=["North"])
    url: str = Field(examples=["/en/units/north/"])


class ShortPerson(Schema):
    username: str = Field(examples=["noor.employee"])
    display_name: str = Field(examples=["Noor Haddad"])
    url: str = Field(examples=["/en/people/noor.employee/"])
    avatar: str = Field(description="Path of the photo; empty without one.", examples=[""])


class Person(ShortPerson):
    job: str = Field(examples=["Buyer"])
    unit: ShortUnit | None


def short_unit(unit: BusinessUnit | None) -> dict[str, Any] | None:
    """Return the short form of a unit."""
    if unit is None:
        return None
    return {"slug": unit.slug, "name": unit.name, "url": unit.get_absolute_url()}


def short_person(person: User | None) -> dict[str, Any] | None:
    """Return the short form of a person; None for one whose account is gone."""
    if person is None:
        return None
    return {
        "username": person.username,
        "display_name": person.display_name,
        "url": person.url,
        "avatar": person.avatar,
    }


def whole_person(person: User) -> dict[str, Any]:
    """Return a person whose profile and unit were loaded with them."""
    profile = getattr(person, "profile", None)
    return {
        "username": person.username,
        "display_name": person.display_name,
        "url": person.url,
        "avatar": person.avatar,
        "job": profile.job if profile else "",
        "unit": short_unit(profile.unit) if profile else None,
    }
