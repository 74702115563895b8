from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from social_ext.reactions.kinds import kinds
from social_ext.reactions.models import Reaction, ReactionCount

#: What names a thing: its kind and its key.
Name = tuple[str, str]


@dataclass(frozen=True)
class Summary:
    """The reactions to one thing, and the viewer's own."""

    counts: dict[str, int] = field(default_factory=dict)
    mine: str | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


NONE = Summary()


def summaries(viewer: Any, kind: str, keys: Iterable[object]) -> dict[str, Summary]:
    """Return the reactions to things of one kind by their keys, in one query; nothing for those without any.

    Ask only for things that the viewer may see.
    """
    found = summaries_of_all(viewer, {kind: keys})
    return {key: summary for (_kind, key), summary in found.items()}


def summaries_of_all(viewer: Any, keys: Mapping[str, Iterable[object]]) -> dict[Name, Summary]:
    """Return the reactions to things of several kinds, in one query."""
    wanted = Q()
    for kind, names in keys.items():
        if texts := [str(name) for name in names]:
            wanted |= Q(target_kind=kind, target_key__in=texts)
    if not wanted:
        return {}
    own = Reaction.objects.filter(
        person=viewer, target_kind=OuterRef("target_kind"), target_key=OuterRef("target_key"), kind=OuterRef("kind")
    )
    rows = ReactionCount.objects.filter(wanted, count__gt=0, kind__in=kinds()).annotate(mine=Exists(own))
    counts: dict[Name, dict[str, int]] = {}
    mine: dict[Name, str] = {}
    for row in rows:
        name = (row.target_kind, row.target_key)
        counts.setdefault(name, {})[row.kind] = row.count
        if row.mine:
            mine[name] = row.kind
    return {name: Summary(_in_order(counts[name]), mine.get(name)) for name in counts}


def _in_order(counts: dict[str, int]) -> dict[str, int]:
    """Sort the kinds as their buttons stand."""
    return {kind: counts[kind] for kind in kinds() if kind in counts}


def summary(viewer: Any, kind: str, key: object) -> Summary:
    """Return the reactions to one thing."""
    return summaries(viewer, kind, [key]).get(str(key), NONE)


def miscounted() -> list[tuple[str, str, str, int, int]]:
    """Return where a stored number differs from a recount: kind of thing, key, reaction, stored, counted."""
    names = ("target_kind", "target_key", "kind")
    stored = Counter({tuple(row[:3]): row[3] for row in ReactionCount.objects.values_list(*names, "count")})
    rows = Reaction.objects.order_by().values_list(*names).annotate(number=Count("pk"))
    counted = Counter({tuple(row[:3]): row[3] for row in rows})
    return [(*name, stored[name], counted[name]) for name in sorted(stored | counted) if stored[name] != counted[name]]
