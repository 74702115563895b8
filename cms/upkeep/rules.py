"""Who keeps a page, and when it is due. Pure: handed the tree and what is said in it, asks no database."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

STEP = 4  # characters of a tree path per level
#: The months between two reviews where nobody says otherwise.
MONTHS = 6
DECEMBER = 12


@dataclass(frozen=True)
class Node:
    """A page, as far as its upkeep is concerned. `made_by`: Wagtail's owner, who made it."""

    pk: int
    path: str
    key: UUID
    made_by: int | None = None
    alias_of: int | None = None


@dataclass(frozen=True)
class Word:
    """What is said, or what holds: ids of people, and months."""

    owner: int | None = None
    contact: int | None = None
    months: int | None = None

    def over(self, other: "Word") -> "Word":
        """Return this word, completed by another one."""
        return Word(self.owner or other.owner, self.contact or other.contact, self.months or other.months)


def words_in_force(nodes: Iterable[Node], said: Mapping[UUID, Mapping[int, Word]]) -> dict[int, Word]:
    """Return what holds for each page: each part from the nearest page, from it upwards, that says it.

    Where a page says nothing itself, what its other language versions say counts. An alias is kept as its source is. Where
    nobody says who owns a page, it is who made it.

    Args:
        nodes: pages, with all that stand above them.
        said: translation key -> page id -> what is said on that page.
    """
    chains: dict[str, Word] = {}
    in_order = sorted(nodes, key=lambda node: node.path)
    for node in in_order:
        chains[node.path] = _own_word(node, said).over(chains.get(node.path[:-STEP], Word()))
    found = {node.pk: chains[node.path].over(Word(node.made_by, None, MONTHS)) for node in in_order}
    sources = {node.pk: node.alias_of for node in in_order if node.alias_of in found}
    return found | {pk: found[source] for pk, source in sources.items() if source is not None}


def _own_word(node: Node, said: Mapping[UUID, Mapping[int, Word]]) -> Word:
    family = said.get(node.key, {})
    word = family.get(node.pk, Word())
    for pk in sorted(family):
        word = word.over(family[pk])
    return word


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, DECEMBER)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
