"""How easily a text reads, as a number that grows with ease."""

import re
from collections.abc import Sequence
from functools import cache

import pyphen

#: Language -> dictionary of syllables, and the numbers of its formula: a constant, sentence length, syllables of a word.
FORMULAS = {
    "en": ("en_US", 206.835, 1.015, 84.6),
    "fr": ("fr_FR", 207.0, 1.015, 73.6),
}
#: A shorter text says too little about its style.
FEWEST_WORDS = 100
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def reading_ease(paragraphs: Sequence[str], language: str) -> float | None:
    """Return the reading ease of a text; None when it is too short, or in a language without a formula.

    English: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948):
    206.835 - 1.015 (words in a sentence) - 84.6 (syllables in a word). French: its adaptation by L. Kandel and A. Moles,
    "Application de l'indice de Flesch à la langue française", Cahiers d'études de radio-télévision 19 (1958):
    207 - 1.015 (words in a sentence) - 73.6 (syllables in a word). Syllables are counted where a word may be hyphenated.
    """
    words = [word for paragraph in paragraphs for word in WORD.findall(paragraph)]
    if language not in FORMULAS or len(words) < FEWEST_WORDS:
        return None
    dictionary, constant, per_sentence, per_word = FORMULAS[language]
    sentences = sum(_sentences(paragraph) for paragraph in paragraphs)
    syllables = sum(_syllables(word, dictionary) for word in words)
    return constant - per_sentence * len(words) / sentences - per_word * syllables / len(words)


def _sentences(paragraph: str) -> int:
    return max(1, len(SENTENCE_END.findall(paragraph)))


def _syllables(word: str, dictionary: str) -> int:
    return len(_hyphenation(dictionary).positions(word)) + 1


@cache
def _hyphenation(dictionary: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=dictionary, left=1, right=2)
