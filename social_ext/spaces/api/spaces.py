from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Query
from ninja.responses import Status
from pydantic import Field

from cms.core.api.errors import InvalidValue
from cms.core.api.lists import Window, answer_list
from cms.core.api.shapes import Input
from cms.people.models import BusinessUnit
from social_ext.comments.shapes import about
from social_ext.spaces import selectors
from social_ext.spaces.models import Space
from social_ext.spaces.services.spaces import archive_space, change_space, create_space, restore_space
from social_ext.spaces.shapes import OpenedKind, VisibilityName, space_shape, whole_space

Purpose = Annotated[str, Field(max_length=Space._meta.get_field("purpose").max_length)]
Reason = Annotated[str, Field(max_length=Space._meta.get_field("reason").max_length)]
Slug = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[-a-zA-Z0-9_]*[a-zA-Z0-9][-a-zA-Z0-9_]*$")]


class NewSpace(Input):
    name: str = Field(examples=["Field engineers"])
    slug: Slug | None = Field(
        None, description="Of the address; made from the name without it. That of a secret space gets an ending."
    )
    kind: OpenedKind = "community"
    visibility: VisibilityName = "open"
    purpose: Purpose = Field("", examples=["Helps people on site get an answer the same day."])
    unit: Slug | None = Field(None, description="The slug of the unit that it belongs to.")
    reason: Reason | None = Field(None, description="Why it is opened: for its owners and those who administer spaces.")


class ChangedSpace(Input):
    name: str = ""
    kind: OpenedKind = "community"
    visibility: VisibilityName = "open"
    purpose: Purpose = ""
    unit: Slug | None = None
    archived: Literal[False] = Field(
        False, description="Opens an archived space again, before anything else is changed."
    )


def spaces(request: HttpRequest, window: Query[Window]) -> Any:
    """List the spaces of which the caller may know, by name; one's own stands among them."""
    viewer: Any = request.user
    return answer_list(
        selectors.known_spaces(viewer),
        window,
        viewer=viewer,
        name="spaces",
        keys=("name", "pk"),
        draw=lambda rows: [space_shape(space) for space in rows],
    )


def add_space(request: HttpRequest, sent: NewSpace) -> Any:
    """Open a space. Its maker is its owner, and its members may post at once."""
    said = sent.dict(exclude={"unit", "slug", "reason"})
    with about("name"):
        made = create_space(
            actor=request.user, unit=_unit(sent.unit), slug=sent.slug or "", reason=sent.reason or "", **said
        )
    return Status(201, whole_space(selectors.get_space(request.user, made.slug)))


def space(request: HttpRequest, slug: str) -> Any:
    """Show one space; of a closed one, those outside see this and no more."""
    return whole_space(selectors.get_space(request.user, slug))


def change(request: HttpRequest, slug: str, sent: ChangedSpace) -> Any:
    """Change what a space says of itself, or open it again. A new visibility holds for all that was ever said there."""
    found = selectors.get_space(request.user, slug)
    said = sent.dict(exclude_unset=True)
    if "unit" in said:
        said["unit"] = _unit(sent.unit)
    is_restored = said.pop("archived", None) is not None
    with transaction.atomic(), about("name"):
        if is_restored:
            restore_space(actor=request.user, space=found)
        if said or not is_restored:
            change_space(actor=request.user, space=found, **said)
    return whole_space(selectors.get_space(request.user, slug))


def archive(request: HttpRequest, slug: str) -> Any:
    """Archive a space: what was said there stays readable, and nobody adds to it. Its owners can open it again."""
    archive_space(actor=request.user, space=selectors.get_space(request.user, slug))
    return Status(204, None)


def _unit(slug: str | None) -> BusinessUnit | None:
    if slug is None:
        return None
    found = BusinessUnit.objects.filter(slug=slug).first()
    if found is None:
        raise InvalidValue("unit")
    return found
