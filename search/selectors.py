from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.models import F, QuerySet
from modelsearch.backends import get_search_backend

from search.models import Document
from search.sources import sources
from search.words import folded, query_words

PAGE_SIZE = 20
FACETS = ("kind", "unit", "locale")
#: On SQLite modelsearch computes each match's rank by a search of its own, so the time grows with the square of the
#: matches. From here on the newest stand first: so many matches say little about the words anyway.
MAX_RANKED = 300


@dataclass
class Answer:
    """One page of documents, best first; facets and total count what these audiences may see and nothing else."""

    documents: list[Document] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    total: int = 0
    more: bool = False


def query(
    q: str,
    audience_ids: Iterable[int],
    *,
    kinds: Collection[str] | None = None,
    listed: Collection[str] | None = None,
    unit: str = "",
    locale: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Answer:
    """Search the documents of these audiences: all words, the last one perhaps only begun.

    Each facet counts under the other filters, so that it says what choosing another value would find. `listed` narrows
    the kinds whose documents are returned, when some are shown elsewhere; they still count.
    """
    words = query_words(q)
    known = sources()
    if not words:
        return Answer()
    text = folded(" ".join(words))
    seen = Document.objects.filter(audience_id__in=list(audience_ids), kind__in=list(known))
    chosen: dict[str, Any] = {"kind__in": None if kinds is None else list(kinds), "unit": unit, "locale": locale}
    facets = {
        name: _facet(
            text, _narrow(seen, {key: value for key, value in chosen.items() if not key.startswith(name)}), name
        )
        for name in FACETS
    }
    total = sum(count for kind, count in facets["kind"].items() if kinds is None or kind in kinds)
    rows = _narrow(seen, chosen)
    rows = rows if listed is None else rows.filter(kind__in=list(listed))
    start = (page - 1) * size
    found = list(_matches(text, rows, expected=total)[start : start + size + 1])
    return Answer(documents=found[:size], facets=facets, total=total, more=len(found) > size)


def best_of_kind(q: str, audience_ids: Iterable[int], *, kind: str, count: int, expected: int) -> list[Document]:
    """Return the first few documents of one kind, of which some `expected` ones match."""
    rows = Document.objects.filter(audience_id__in=list(audience_ids), kind=kind)
    text = folded(" ".join(query_words(q)))
    return list(_matches(text, rows, expected=expected)[:count]) if text else []


def _matches(text: str, rows: QuerySet[Document], *, expected: int) -> Any:
    if connections[rows.db].vendor == "sqlite" and expected > MAX_RANKED:
        newest = rows.order_by(F("updated_at").desc(), F("pk").desc())
        return get_search_backend().autocomplete(text, newest, order_by_relevance=False)
    return get_search_backend().autocomplete(text, rows)


def _narrow(rows: QuerySet[Document], chosen: dict[str, Any]) -> QuerySet[Document]:
    wanted = {name: value for name, value in chosen.items() if value not in ("", None)}
    return rows.filter(**wanted)


def _facet(text: str, rows: QuerySet[Document], name: str) -> dict[str, int]:
    results = get_search_backend().autocomplete(text, rows, order_by_relevance=False)
    return {value: count for value, count in results.facet(name).items() if value}
