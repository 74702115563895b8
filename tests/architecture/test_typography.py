"""The French of the interface is set as French is: its apostrophes, its quotes, and the spaces that do not break."""

import gettext
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPILED = ROOT / "cms" / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
#: What is no prose: tags, placeholders, addresses, code. A mark stands for it, as punctuation may follow.
NO_PROSE = re.compile(r"<[^>]*>|%\(\w+\)[.\d]*\w|\{[^}]*\}|https?://\S+|`[^`]*`|&\w+;")
MARK = "\ue000"
RULES = {
    "straight apostrophe": re.compile("'"),
    "straight quotes": re.compile('"'),
    "three dots": re.compile(r"\.\.\."),
    "space before ; ! ?": re.compile(r"(?<!\u202f)[;!?]"),
    "space before :": re.compile(rf"(?<![\u00a0{MARK}]):(?=\s|$)"),
    "space after «": re.compile(r"«(?!\u00a0)"),
    "space before »": re.compile(r"(?<!\u00a0)»"),
}


def faults(words: str) -> list[str]:
    prose = NO_PROSE.sub(MARK, words)
    return [name for name, rule in RULES.items() if rule.search(prose)]


def test_catalogue_is_typographic_french():
    with COMPILED.open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    texts = {words for key, words in catalogue.items() if key}

    assert len(texts) > 900
    assert {words: faults(words) for words in texts if faults(words)} == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("C\u2019est écrit\u00a0: «\u00a0oui\u00a0»\u202f; à 14:30\u202f!", []),
        ("<a href='/x?y'>%(name)s</a>", []),
        ("C'est", ["straight apostrophe"]),
        ("Oui ?", ["space before ; ! ?"]),
        ("Oui\u00a0?", ["space before ; ! ?"]),
        ("Ceci : cela", ["space before :"]),
        ("« oui\u00a0»", ["space after «"]),
        ("«\u00a0oui »", ["space before »"]),
    ],
)
def test_faults_are_found(words, found):
    assert faults(words) == found
