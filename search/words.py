"""The words of a query, and where a text has them. Whatever people type, only letters and digits reach the engine."""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from django.utils.html import format_html
from django.utils.safestring import SafeString

MAX_QUERY = 200
MAX_WORDS = 12
WORD = re.compile(r"[^\W_]+")

EXCERPT = 240
BEFORE = 60
#: How far into a text, and among how many matches, the best place is looked for.
SCAN = 200_000
MAX_MATCHES = 200
#: From this length on, a word is marked wherever a word starts with it.
PREFIX = 3


def query_words(q: str) -> list[str]:
    """Return the distinct words of a query, in their order; what is not a letter or a digit separates them."""
    found = WORD.findall(normalize("NFC", q[:MAX_QUERY]))
    return list(dict.fromkeys(found))[:MAX_WORDS]


def fold(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    return "".join(char for char in normalize("NFKD", word.casefold()) if category(char) != "Mn")


def folded(text: str) -> str:
    """Return the words of a text without case, accents and what separates them."""
    return " ".join(fold(word) for word in WORD.findall(normalize("NFC", text)))


def excerpt(text: str, words: list[str]) -> SafeString:
    """Return the part of a text that shows most of the words, escaped, with the words in `<mark>`."""
    spans = list(_matches(text, words))
    start, end = _window(text, spans)
    shown = [(left, right) for left, right, _word in spans if start <= left and right <= end]
    pieces = [(False, "… " if start else "")]
    at = start
    for left, right in _joined(text, shown):
        pieces += [(False, text[at:left]), (True, text[left:right])]
        at = right
    pieces.append((False, text[at:end] + (" …" if end < len(text) else "")))
    return _join(pieces)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans, those with nothing but space between them as one."""
    joined: list[tuple[int, int]] = []
    for left, right in spans:
        if joined and text[joined[-1][1] : left].isspace():
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def _join(pieces: list[tuple[bool, str]]) -> SafeString:
    html = SafeString("")
    for is_match, piece in pieces:
        html += format_html("<mark>{}</mark>" if is_match else "{}", piece)
    return html


def _matches(text: str, words: list[str]) -> Iterator[tuple[int, int, str]]:
    folded = [fold(word) for word in words]
    prefixes = tuple(word for word in folded if len(word) >= PREFIX or word == folded[-1])
    found = 0
    for match in WORD.finditer(text, 0, SCAN):
        word = fold(match.group())
        if word in folded or (prefixes and word.startswith(prefixes)):
            yield match.start(), match.end(), word
            found += 1
            if found == MAX_MATCHES:
                return


def _window(text: str, spans: list[tuple[int, int, str]]) -> tuple[int, int]:
    """Return the bounds of the part with the most distinct words, cut between words."""
    best, most = 0, 0
    for place, (left, _right, _word) in enumerate(spans):
        near = {word for start, _end, word in spans[place : place + MAX_WORDS] if start < left + EXCERPT - BEFORE}
        if len(near) > most:
            best, most = left, len(near)
    start = 0 if best <= BEFORE else text.find(" ", best - BEFORE, best) + 1 or best
    end = min(len(text), start + EXCERPT)
    cut = text.rfind(" ", best + 1, end) if end < len(text) else end
    return start, end if cut < 0 else cut
