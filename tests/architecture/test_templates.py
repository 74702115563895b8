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


#: What people read or hear although it stands inside a tag.
SPOKEN = re.compile(r"""\s(?:title|alt|aria-label|aria-description|placeholder)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_spoken_attributes_go_through_gettext(path):
    """What a tooltip, a picture or a control says to people is translated, or comes from the view."""
    source = re.sub(
        r"{%\s*(comment|blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}", "", path.read_text(), flags=re.DOTALL
    )
    source = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", source, flags=re.DOTALL)

    words = [word for value in SPOKEN.findall(source) for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", "".join(value))]

    assert [word for word in words if word != "Palabre"] == []
