from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from cms.core.audiences import audiences_for
from search.models import Document
from search.selectors import FACETS, PAGE_SIZE, Answer, best_of_kind, query
from search.sources import Hit, sources
from search.words import excerpt, query_words

#: Colleagues stand as cards above the results of every kind, the first few of them.
PERSON = "person"
MAX_PEOPLE = 3
MAX_PAGE = 50


@dataclass(frozen=True)
class Item:
    """A hit as its viewer may see it, with the words that were looked for marked."""

    hit: Hit
    html: SafeString
    row: Document


@dataclass
class Found:
    """What one viewer finds; iterating gives the hits, best first."""

    items: list[Item] = field(default_factory=list)
    people: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    more: bool = False

    def __iter__(self) -> Iterator[Hit]:
        return (item.hit for item in self.items)


def find(
    viewer: Any,
    q: str,
    *,
    kind: str = "",
    unit: str = "",
    lang: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
    people_apart: bool = True,
) -> Found:
    """Search everything that this viewer may see today, in a number of queries that does not grow with the results.

    Colleagues stand apart, the best few of them, unless their kind was chosen or they are to stand in line.

    The index is asked for the viewer's audiences only, and every hit is loaded again for the viewer: one that the index
    still has but the viewer has lost is neither shown nor counted.
    """
    audiences = audiences_for(viewer)
    people_apart = people_apart and not kind
    answer = query(
        q,
        audiences,
        kinds=[kind] if kind else None,
        listed=[name for name in sources() if name != PERSON] if people_apart else None,
        unit=unit[:100].replace("\x00", ""),
        locale=lang[:20].replace("\x00", ""),
        page=min(max(page, 1), MAX_PAGE),
        size=size,
    )
    with_people = people_apart and not lang and page == 1 and PERSON in answer.facets["kind"]
    people = _best_people(q, audiences, answer.facets["kind"][PERSON]) if with_people else []
    people = [person for person in people if not unit or person.unit == unit]
    hits = _load(viewer, [*answer.documents, *people])
    for lost in answer.documents + people:
        if (lost.kind, lost.object_pk) not in hits:
            _uncount(answer, lost)
    words = query_words(q)
    return Found(
        items=[_item(hit, row, words) for row in answer.documents if (hit := hits.get((row.kind, row.object_pk)))],
        people=[hit for row in people if (hit := hits.get((row.kind, row.object_pk)))],
        total=answer.total,
        facets=answer.facets,
        more=answer.more and page < MAX_PAGE,
    )


def _best_people(q: str, audiences: frozenset[int], expected: int) -> list[Document]:
    return best_of_kind(q, audiences, kind=PERSON, count=MAX_PEOPLE, expected=expected)


def _load(viewer: Any, rows: list[Document]) -> dict[tuple[str, int], Hit]:
    """Load the hits of all kinds for the viewer, one call a kind."""
    hits: dict[tuple[str, int], Hit] = {}
    for kind, source in sources().items():
        ids = [row.object_pk for row in rows if row.kind == kind]
        if ids:
            hits.update({(kind, pk): hit for pk, hit in source.load(viewer, ids).items() if pk in ids})
    return hits


def _uncount(answer: Answer, lost: Document) -> None:
    answer.total -= 1
    for name, counts in answer.facets.items():
        value = getattr(lost, name)
        if value in counts:
            counts[value] -= 1
            if not counts[value]:
                del counts[value]


def _item(hit: Hit, row: Document, words: list[str]) -> Item:
    return Item(hit, excerpt(hit.excerpt or row.text, words), row)
