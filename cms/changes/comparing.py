"""Two versions of a page beside each other: which words went, and which came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.bodies import draw_body, text_of
from cms.pages.models import ContentPage
from cms.pages.outlines import Outline, outline_of
from cms.pages.sights import Sight, sight_of

#: A word or a sign with the space behind it; a sentence likewise.
WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
SENTENCES = re.compile(r"[^.!?…\n]+(?:[.!?…\n]+\s*)?|[.!?…\n]+\s*")
#: How many pairs of words, or of sentences, one comparison looks at: a small part of a second.
MOST_PAIRS = 2_000_000
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True)
class Part:
    """A block of the page, or its title or summary, with what changed in it. `label` names what is no block."""

    label: str
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != SAME for piece in self.pieces)


def compare(viewer: Any, old: ContentPage, new: ContentPage) -> list[Part]:
    """Return what differs between two versions of a page, in the order of the new one, without what stayed as it is.

    Of files, pages and people both show what this viewer may see.
    """
    heads = [(_("Title"), old.title, new.title), (_("Summary"), old.summary, new.summary)]
    comparison = Comparison()
    parts = [Part(label, comparison.pieces(before, after)) for label, before, after in heads]
    outlines = [outline_of(page, is_preview=True) for page in (old, new)]
    sight = sight_of(viewer, *outlines)
    before, after = (dict(_blocks(page, outline, sight)) for page, outline in zip((old, new), outlines, strict=True))
    keys = _merged(list(before), list(after))
    parts += [Part("", comparison.pieces(before.get(key, ""), after.get(key, ""))) for key in keys]
    return [part for part in parts if part.is_changed]


def _blocks(page: ContentPage, outline: Outline, sight: Sight) -> Iterator[tuple[Any, str]]:
    for part in draw_body(page, outline, sight, is_preview=True):
        yield part.id, text_of(part.html)


def _merged(before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    """Return the ids of both, each once: those that went stand where they stood."""
    merged: list[Any] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        merged += after[j1:j2] if tag == "equal" else [*before[i1:i2], *after[j1:j2]]
    return list(dict.fromkeys(merged))


class Comparison:
    """Compares texts by words; by sentences, then whole, once that has cost so much that a reader would wait for it."""

    def __init__(self) -> None:
        self.left = MOST_PAIRS

    def pieces(self, before: str, after: str) -> list[Piece]:
        """Return what stayed, what went and what came."""
        if before == after:
            return [Piece(SAME, after)] if after else []
        for cut in (WORDS, SENTENCES):
            old, new = cut.findall(before), cut.findall(after)
            start, end = _ends_alike(old, new)
            cost = (len(old) - start - end) * (len(new) - start - end)
            if cost <= self.left:
                self.left -= cost
                return list(_pieces(old, new, start, end))
        return [Piece(kind, text) for kind, text in ((GONE, before), (NEW, after)) if text]


def _ends_alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many parts are the same at the start and, beside those, at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, end


def _pieces(old: Sequence[str], new: Sequence[str], start: int, end: int) -> Iterator[Piece]:
    yield from _piece(SAME, new[:start])
    old_end, new_end = len(old) - end, len(new) - end
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        came = new[start + j1 : start + j2]
        if tag == "equal":
            yield from _piece(SAME, came)
        else:
            yield from _piece(GONE, old[start + i1 : start + i2])
            yield from _piece(NEW, came)
    yield from _piece(SAME, new[new_end:])


def _piece(kind: str, parts: Sequence[str]) -> Iterator[Piece]:
    if parts:
        yield Piece(kind, "".join(parts))
