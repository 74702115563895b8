"""Skills stand in a list, which each database looks into in its own words."""

from typing import Any

from django.db.models import BooleanField, F, Func, Value


class HasSkill(Func):
    """Whether a profile names a skill, in capitals or not."""

    output_field = BooleanField()
    arg_joiner = ") AS one WHERE LOWER(one.value) = LOWER("
    template = "EXISTS (SELECT 1 FROM json_each(%(expressions)s))"

    def __init__(self, profile: str, skill: str):
        super().__init__(F(f"{profile}__skills"), Value(skill))

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Return the words of PostgreSQL, which are calm about what is no list."""
        return self.as_sql(
            compiler,
            connection,
            template="EXISTS (SELECT 1 FROM jsonb_path_query(%(expressions)s::text))",
            arg_joiner=", '$[*]') AS one(value) WHERE LOWER(one.value #>> '{}') = LOWER(",
            **extra,
        )
