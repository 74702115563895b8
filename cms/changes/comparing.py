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

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
#: Longer blocks are compared line by line: words would take too long.
MOST_WORDS = 4000
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
    parts = [Part(label, _words(before, after)) for label, before, after in heads]
    outlines = [outline_of(page, is_preview=True) for page in (old, new)]
    sight = sight_of(viewer, *outlines)
    before, after = (dict(_blocks(page, outline, sight)) for page, outline in zip((old, new), outlines, strict=True))
    parts += [Part("", _words(before.get(key, ""), after.get(key, ""))) for key in _merged(list(before), list(after))]
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


def _words(before: str, after: str) -> list[Piece]:
    cut = WORDS.findall if max(len(before), len(after)) < MOST_WORDS * 6 else str.splitlines
    old, new = (cut(text) for text in (before, after))
    between = "" if cut == WORDS.findall else "\n"
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, between.join(old[i1:i2])))
            continue
        pieces += [Piece(GONE, between.join(old[i1:i2]))] if i2 > i1 else []
        pieces += [Piece(NEW, between.join(new[j1:j2]))] if j2 > j1 else []
    return pieces
