"""The French of the interface is complete: what the code says is translated, and what is translated is what runs."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "social_ext", "search", "themes")
CATALOGUES = sorted((ROOT / "cms" / "locale").glob("*/LC_MESSAGES/django.po"))
FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
ENTRY_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")')
STRING = r"""(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
TEMPLATE_CALL = re.compile(rf"(?:\bn?gettext|\b_)\(\s*{STRING}")
#: What stands between a context and its text.
CONTEXT = "\x04"
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*\w|(?<=href=)\"[^\"]*\"|\{\w+\}|</?\w+")

pytestmark = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def test_catalogue_has_no_gap(path):
    entries = entries_in(path)

    assert re.findall(r"^#,.*fuzzy.*$", path.read_text(), re.MULTILINE) == []
    assert [entry["msgid"] for entry in entries if not all(translations_of(entry))] == []


def test_catalogue_has_every_text_of_the_code(path):
    known = {name_of(entry) for entry in entries_in(path)}

    missing = {text for text in texts_in_code() if text not in known}

    assert missing == set(), "run `make messages`, then translate what is empty"


def test_placeholders_survive_translation(path):
    for entry in entries_in(path):
        allowed = {*_placeholders(entry["msgid"]), *_placeholders(entry.get("msgid_plural", ""))}
        *_rest, last = translations_of(entry)

        assert set(_placeholders(last)) == allowed, entry["msgid"]


def test_compiled_catalogue_is_of_this_source(path):
    with path.with_suffix(".mo").open("rb") as compiled:
        catalogue: dict[Any, str] = gettext.GNUTranslations(compiled)._catalog
    catalogue = {key: words for key, words in catalogue.items() if key}

    assert catalogue == compiled_from(entries_in(path)), "run `make messages`"


def test_catalogue_names_no_place_outside_the_code(path):
    places = [place for line in path.read_text().splitlines() if line.startswith("#: ") for place in line[3:].split()]

    assert [place for place in places if not (ROOT / place.partition(":")[0]).exists()] == []


def entries_in(path: Path) -> list[dict[str, str]]:
    """Return the entries of a catalogue, without its head."""
    entries: list[dict[str, str]] = []
    key = ""
    for line in path.read_text().splitlines():
        if match := ENTRY_LINE.match(line):
            key = match[1]
            if key == "msgctxt" or (key == "msgid" and (not entries or "msgid" in entries[-1])):
                entries.append({})
            entries[-1][key] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            entries[-1][key] += ast.literal_eval(line)
    return entries[1:]


def name_of(entry: dict[str, str]) -> str:
    """Return what a catalogue looks a text up by: its context, where it has one, and the text."""
    return CONTEXT.join(filter(None, [entry.get("msgctxt"), entry["msgid"]]))


def translations_of(entry: dict[str, str]) -> list[str]:
    return [words for key, words in entry.items() if key.startswith("msgstr")]


def compiled_from(entries: list[dict[str, str]]) -> dict[Any, str]:
    """Return what the compiled catalogue of these entries holds: plural forms have a key each."""
    expected: dict[Any, str] = {}
    for entry in entries:
        if "msgid_plural" in entry:
            expected |= {(name_of(entry), number): words for number, words in enumerate(translations_of(entry))}
        else:
            expected[name_of(entry)] = entry["msgstr"]
    return expected


def texts_in_code() -> Iterator[str]:
    """Yield every text that the code or a template hands to gettext, without the tools of gettext."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            yield from _texts_in_python(path.read_text())
        for path in (ROOT / package).rglob("templates/**/*.html"):
            yield from (ast.literal_eval(words) for words in TEMPLATE_CALL.findall(templatize(path.read_text())))


def _texts_in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and node.args:
            words = node.args[: 2 if node.func.id.startswith("p") else 1]
            if all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words):
                yield CONTEXT.join(word.value for word in words)


def _placeholders(words: str) -> list[str]:
    return PLACEHOLDER.findall(words)
