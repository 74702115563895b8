"""Keep the ids of blocks over an edit of their file, so that what refers to a block still finds it."""

import json
import uuid
from collections.abc import Sequence
from difflib import SequenceMatcher

from cms.pages.markdown.source import Block


def with_kept_ids(blocks: Sequence[Block], before: Sequence[Block]) -> list[Block]:
    """Return new blocks with the ids of the old ones that they are, or that they replace.

    A block with the same content keeps its id wherever its neighbours went; one that was edited takes the id of the
    block of its kind that stood in its place.
    """
    kept: dict[int, str] = {}
    matcher = SequenceMatcher(None, _contents(before), _contents(blocks), autojunk=False)
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            for old, new in zip(range(old_start, old_end), range(new_start, new_end), strict=True):
                kept[new] = before[old]["id"]
        elif operation == "replace":
            kept.update(_successors(before, blocks, range(old_start, old_end), range(new_start, new_end)))
    return _unique([{**block, "id": kept.get(position, block["id"])} for position, block in enumerate(blocks)], kept)


def _contents(blocks: Sequence[Block]) -> list[str]:
    return [f"{block['type']} {json.dumps(block['value'], sort_keys=True)}" for block in blocks]


def _successors(before: Sequence[Block], blocks: Sequence[Block], old: range, new: range) -> dict[int, str]:
    """Return which old id each new block in a rewritten part takes: the next one of its kind."""
    waiting = [before[position] for position in old]
    taken: dict[int, str] = {}
    for position in new:
        successor = next((block for block in waiting if block["type"] == blocks[position]["type"]), None)
        if successor is not None:
            taken[position] = successor["id"]
            waiting = waiting[waiting.index(successor) + 1 :]
    return taken


def _unique(blocks: list[Block], kept: dict[int, str]) -> list[Block]:
    """Give a new block another id when an older one already has the id that its content asks for."""
    used = set(kept.values())
    for position, block in enumerate(blocks):
        if position in kept:
            continue
        while block["id"] in used:
            block["id"] = str(uuid.uuid5(uuid.UUID(block["id"]), "again"))
        used.add(block["id"])
    return blocks
