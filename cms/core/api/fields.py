"""Fields that a package adds to what a package below it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ninja import Schema
from pydantic import create_model
from wagtail import hooks

Loaded = dict[Any, dict[str, Any]]


@dataclass(frozen=True)
class Fields:
    """The fields of a shape that are added to all things of a kind, and how they are loaded for many at once."""

    kind: str
    shape: type[Schema]
    load: Callable[[Any, Sequence[Any]], Loaded]


def _of_kind(kind: str) -> list[Fields]:
    added = (register() for register in hooks.get_hooks("register_api_fields"))
    return [fields for fields in added if fields.kind == kind]


def extended(kind: str, shape: type[Schema]) -> type[Schema]:
    """Return the shape of a kind with the fields that other packages add."""
    added = [fields.shape for fields in _of_kind(kind)]
    return create_model(shape.__name__, __base__=(*added, shape), __doc__=shape.__doc__) if added else shape


def load_fields(kind: str, viewer: Any, things: Sequence[Any]) -> Loaded:
    """Return the added fields of many things by their primary keys."""
    found: Loaded = {thing.pk: {} for thing in things}
    for fields in _of_kind(kind):
        for pk, values in fields.load(viewer, things).items():
            found[pk].update(values)
    return found
