"""Lists of the API page by key: a cursor names the last row that was seen, for one reader of one list under one set of filters."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from ninja import Schema
from pydantic import Field, create_model

from cms.core.cursors import InvalidCursor

DEFAULT, MOST = 20, 100

Key = list[Any]


class Window(Schema):
    """The part of a list that is asked for."""

    cursor: str | None = Field(None, max_length=500, description="`next` of the part before.")
    limit: int = Field(DEFAULT, ge=1, le=MOST)


def listed(shape: type[Schema]) -> type[Schema]:
    """Return the shape of a list of things of one shape."""
    return create_model(f"{shape.__name__}List", __base__=Schema, items=(list[shape], ...), next=(str | None, ...))  # type: ignore[valid-type]


def narrowed(name: str, wanted: Schema) -> str:
    """Return the name of a list as far as it is asked for: a cursor of one question is none of another."""
    return f"{name} {wanted.model_dump_json()}"


def write_key(key: Key, *, viewer: Any, name: str) -> str:
    """Return the cursor that names a row by its key."""
    plain = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in key]
    return signing.dumps(plain, salt=_salt(viewer, name))


def read_key(cursor: str | None, *, viewer: Any, name: str) -> Key | None:
    """Return the key that a cursor names; None without one. Raise `InvalidCursor` for one of others or of another list."""
    if not cursor:
        return None
    try:
        return signing.loads(cursor, salt=_salt(viewer, name))
    except signing.BadSignature as error:
        raise InvalidCursor from error


def _salt(viewer: Any, name: str) -> str:
    return f"api:{name}:{viewer.pk}"


def part_of(
    rows: QuerySet, window: Window, *, viewer: Any, name: str, keys: Sequence[str]
) -> tuple[list[Any], str | None]:
    """Return one part of a list and the cursor of the next: None at its end.

    `keys` are the fields it is ordered by, as in `order_by`: the last of them is unique, none of them is null.
    """
    last = read_key(window.cursor, viewer=viewer, name=name)
    rows = rows.order_by(*keys)
    if last is not None:
        rows = rows.filter(_follows(keys, last))
    found = list(rows[: window.limit + 1])
    if len(found) <= window.limit:
        return found, None
    key = [_value(found[window.limit - 1], field) for field in keys]
    return found[: window.limit], write_key(key, viewer=viewer, name=name)


def _follows(keys: Sequence[str], last: Key) -> Q:
    """Return what stands after the row with this key, in SQL that an index on the keys answers."""
    beyond, same = Q(), Q()
    for field, value in zip(keys, last, strict=True):
        name, side = (field[1:], "lt") if field.startswith("-") else (field, "gt")
        beyond |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    # The alternatives above begin nowhere in an index; this does, and leaves out nothing that they keep.
    field, value = keys[0], last[0]
    return beyond & Q(**{f"{field[1:]}__lte": value} if field.startswith("-") else {f"{field}__gte": value})


def _value(row: Any, field: str) -> Any:
    value = row
    for name in field.removeprefix("-").split("__"):
        value = getattr(value, name)
    return value


def answer_list(
    rows: QuerySet,
    window: Window,
    *,
    viewer: Any,
    name: str,
    keys: Sequence[str],
    draw: Callable[[list[Any]], list[Any]],
) -> dict[str, Any]:
    """Return one part of a list in its form. `draw` makes the items of all its rows at once."""
    found, following = part_of(rows, window, viewer=viewer, name=name, keys=keys)
    return {"items": draw(found), "next": following}
