from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from cms.core.questions import Question
from social_ext.reactions.kinds import kinds
from social_ext.reactions.models import Reaction, ReactionCount

#: What names a thing: its kind and its key.
Name = tuple[str, str]
#: What names a number of reactions.
NAME = ("target_kind", "target_key", "kind")


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
    """Return the reactions to things of several kinds, in one query.

    Those of a kind that is offered no more are told only to who gave one, so that they can take it back.
    """
    wanted = {(kind, str(name)) for kind, names in keys.items() for name in names}
    if not wanted:
        return {}
    rows = _counted(person=viewer.pk, kinds=sorted(keys), names=sorted({name for _kind, name in wanted}))
    counts: dict[Name, dict[str, int]] = {}
    mine: dict[Name, str] = {}
    for target_kind, target_key, kind, count, is_mine in rows:
        name = (target_kind, target_key)
        if name not in wanted:
            continue
        if is_mine:
            mine[name] = kind
        if is_mine or kind in kinds():
            counts.setdefault(name, {})[kind] = count
    return {name: Summary(_in_order(counts[name]), mine.get(name)) for name in counts}


@Question
def _counted(person: Any, kinds: Any, names: Any) -> QuerySet:
    """Return how often each reaction was given to things of some kinds and names, and whether by this person."""
    own = Reaction.objects.filter(
        person__pk=person, target_kind=OuterRef("target_kind"), target_key=OuterRef("target_key"), kind=OuterRef("kind")
    )
    found = ReactionCount.objects.filter(target_kind__in=kinds, target_key__in=names, count__gt=0)
    return found.annotate(mine=Exists(own)).values_list(*NAME, "count", "mine")


def _in_order(counts: dict[str, int]) -> dict[str, int]:
    """Sort the kinds as their buttons stand; one that is offered no more stands last."""
    return {kind: counts[kind] for kind in (*kinds(), *counts) if kind in counts}


def summary(viewer: Any, kind: str, key: object) -> Summary:
    """Return the reactions to one thing."""
    return summaries(viewer, kind, [key]).get(str(key), NONE)


def miscounted() -> list[tuple[tuple[str, str, str], int, int]]:
    """Return where a stored number differs from a recount: its name (kind of thing, key, reaction), stored, counted."""
    stored = Counter({tuple(row[:3]): row[3] for row in ReactionCount.objects.values_list(*NAME, "count")})
    rows = Reaction.objects.order_by().values_list(*NAME).annotate(number=Count("pk"))
    counted = Counter({tuple(row[:3]): row[3] for row in rows})
    return [(name, stored[name], counted[name]) for name in sorted(stored | counted) if stored[name] != counted[name]]
