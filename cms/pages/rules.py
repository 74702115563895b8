"""Which restrictions a page stands under. Pure: it is handed the tree, and asks no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

STEP = 4  # characters of a tree path per level


@dataclass(frozen=True)
class Node:
    """A page, as far as access is concerned."""

    pk: int
    path: str
    key: UUID
    alias_of: int | None = None


def requirements(nodes: Iterable[Node], restrictions: Mapping[int, Iterable[int]]) -> dict[int, frozenset[int]]:
    """Return for each page the ids of all restrictions that a reader must satisfy.

    Restrictions of several ancestors add up. An alias takes the whole chain of its source. All language versions of a
    page, which share its translation key, stand under the restrictions of all.

    Args:
        nodes: every page of the tree.
        restrictions: page id -> ids of the restrictions set on that very page.
    """
    by_pk = {node.pk: node for node in nodes}
    pk_at = {node.path: node.pk for node in by_pk.values()}
    chains = {pk: _chain(by_pk[pk], by_pk, pk_at) for pk in by_pk}
    own = {pk: frozenset(i for link in chain for i in restrictions.get(link, ())) for pk, chain in chains.items()}
    shared: dict[UUID, frozenset[int]] = defaultdict(frozenset)
    for node in by_pk.values():
        shared[node.key] |= own[node.pk]
    return {
        pk: frozenset().union(own[pk], *(shared[by_pk[link].key] for link in chain)) for pk, chain in chains.items()
    }


def _chain(node: Node, by_pk: Mapping[int, Node], pk_at: Mapping[str, int]) -> set[int]:
    """Return the page, all pages above it, and for each alias among them its source with all above that."""
    found: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        for end in range(STEP, len(current.path) + 1, STEP):
            pk = pk_at.get(current.path[:end])
            if pk is None or pk in found:
                continue
            found.add(pk)
            source = by_pk.get(by_pk[pk].alias_of or 0)
            if source is not None:
                waiting.append(source)
    return found
