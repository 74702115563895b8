"""How a thing is fetched for a viewer by apps below the one that owns it: reactions, mutes, reports.

The app that owns a kind of thing says how it is found, by number, as far as a viewer may see it::

    @hooks.register("register_target")
    def posts():
        return TargetKind("post", find_post)

`find_post(viewer, pk, lock)` returns a `Target` or None: what is absent and what is hidden look the same. With `lock` it holds,
until the end of the transaction, the row that the thing's audience is changed with; so what is written about the thing in
the same transaction keeps an audience that is in force.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from wagtail import hooks

from cms.core.exceptions import DomainError
from cms.core.models import Audience


class TargetNotFound(ObjectDoesNotExist):
    """There is no such thing, or none for this viewer."""


@dataclass(frozen=True)
class Target:
    """A thing, and where it stands. `key` names it: a page has one in all its languages."""

    kind: str
    key: str
    obj: Any
    audience: Audience
    page_key: UUID | None = None
    space_id: int | None = None
    thread_id: int | None = None
    #: Why nobody adds to it, when there is a reason that its viewers may know.
    refusal: DomainError | None = None


@dataclass(frozen=True)
class TargetKind:
    """A kind of thing, and how one is found."""

    name: str
    find: Callable[[Any, int, bool], Target | None]


def target_kinds() -> dict[str, TargetKind]:
    """Return the kinds of things by name."""
    kinds = [register() for register in hooks.get_hooks("register_target")]
    return {kind.name: kind for kind in kinds}


def get_target(viewer: Any, kind: str, pk: int, *, lock: bool = False) -> Target:
    """Return a thing that this viewer may see, or raise `TargetNotFound`."""
    known = target_kinds().get(kind)
    target = known.find(viewer, pk, lock) if known else None
    if target is None:
        raise TargetNotFound
    return target
