"""Spaces and posts as the API shows them: whole, and in the short form that stands inside other things."""

from ninja import Schema
from pydantic import Field

from social_ext.spaces.models import Space


class ShortSpace(Schema):
    slug: str = Field(examples=["buyers"])
    name: str = Field(examples=["Buyers"])
    url: str = Field(examples=["/en/spaces/buyers/"])


def short_space(space: Space | None) -> dict[str, str] | None:
    """Return the short form of a space."""
    return {"slug": space.slug, "name": space.name, "url": space.url} if space else None
