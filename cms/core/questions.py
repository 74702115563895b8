"""Questions that every page asks: their SQL is written once, and asked again with other values.

To build a query and to write its SQL costs several times what a small one costs the database. A question is a query over
places for its values; a list has one place for each of its items, and another SQL for each length::

    siblings = Question(lambda audiences, path: pages_within(audiences).filter(path__gt=path).values_list("title"))
    siblings(audiences=[1, 2], path="00010001")  # [("About us",), ...]

Its values are numbers and texts, and its rows come as the database gives them: ask for numbers and texts only.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet

#: How many values each name stands for: None is one that is no list.
Shape = tuple[tuple[str, int | None], ...]

MOST_WRITTEN = 512  # questions of one shape each that a process remembers


class Place(Expression):
    """Stands in a query for a value, or for one item of a list of values, until somebody asks."""

    def __init__(self, name: str, index: int | None = None):
        super().__init__()
        self.name, self.index = name, index

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def value_in(self, values: dict[str, Any]) -> Any:
        return values[self.name] if self.index is None else values[self.name][self.index]


class Question:
    """A query that is written once for each shape of its values."""

    def __init__(self, write: Callable[..., QuerySet]):
        self.write = write

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values."""
        shape = tuple((name, len(value) if isinstance(value, list) else None) for name, value in values.items())
        written = _written(self.write, shape)
        if written is None:
            return []
        sql, params = written
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, [each.value_in(values) if isinstance(each, Place) else each for each in params])
            return cursor.fetchall()


@lru_cache(MOST_WRITTEN)
def _written(write: Callable[..., QuerySet], shape: Shape) -> tuple[str, tuple[Any, ...]] | None:
    """Return the SQL and its parameters, or None for a question that nothing can answer: one about an empty list."""
    places = {name: _places(name, length) for name, length in shape}
    try:
        sql, params = write(**places).query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _places(name: str, length: int | None) -> Place | list[Place]:
    return Place(name) if length is None else [Place(name, index) for index in range(length)]
