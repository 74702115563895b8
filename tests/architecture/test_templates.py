"""Every template compiles, and none holds what the Content-Security-Policy refuses."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for package in ("cms", "social_ext", "search", "themes")
    for path in (ROOT / package).rglob("templates/**/*.html")
)
#: Messages are read by programs that know style sheets inside the message only, and no Content-Security-Policy.
IN_MAIL = re.compile(r"<style>{% include \"mail/mail.css\" %}</style>")
INLINE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template_compiles_without_inline_code(path):
    source = IN_MAIL.sub("", path.read_text())

    engines["django"].from_string(source)

    assert INLINE.search(source) is None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_text_goes_through_gettext(path):
    """Between the tags stands no word that is not translated (marks, numbers and names of the product aside)."""
    source = re.sub(
        r"{%\s*(comment|blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}", "", path.read_text(), flags=re.DOTALL
    )
    source = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<[^>]*>|&\w+;", " ", source, flags=re.DOTALL)

    words = [word for word in re.findall(r"[A-Za-zÀ-ÿ]{3,}", source) if word != "Palabre"]

    assert words == []
