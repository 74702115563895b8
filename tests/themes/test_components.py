import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

import themes

ROOT = Path(themes.__file__).parent
COMPONENTS = sorted((ROOT / "templates" / "themes" / "components").glob("*.html"))
#: Those of unit themes are held by their check (test_units.py).
STYLESHEETS = sorted(path for path in (ROOT / "static" / "themes").rglob("*.css") if path.parent.name != "units")
NASTY = '<script>alert("x")</script>'
PERSON = {"display_name": "Lea Marchand", "username": "lea", "avatar": "", "url": "/people/lea/"}


def component(name, **parameters):
    return render_to_string(f"themes/components/{name}.html", parameters)


class SignInForm(forms.Form):
    name = forms.CharField(help_text="As on your badge.")


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_begins_with_its_parameters(path):
    assert path.read_text(encoding="utf-8").startswith(f"{{% comment %}} {path.name}")


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_has_no_inline_style_or_script(path):
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_renders_without_parameters(path):
    assert isinstance(component(path.stem), str)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_readme_lists_component(path):
    inner = {"icon", "topbar", "nav", "bottombar", "account", "search_box", "space_mark"}
    listed = set(re.findall(r"^\| `([a-z_]+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert path.stem in listed | inner


def test_icons_used_are_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (ROOT / "static/themes/icons.svg").read_text(encoding="utf-8")))
    used = set()
    for path in (ROOT / "templates").rglob("*.html"):
        used |= set(re.findall(r"""\{% icon ["']([a-z-]+)["']""", path.read_text(encoding="utf-8")))

    assert used <= drawn


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.stem)
def test_stylesheet_is_linked_and_layered(path):
    linked = (ROOT / "templates/themes/stylesheets.html").read_text(encoding="utf-8")

    assert path.relative_to(ROOT / "static").as_posix() in linked
    assert re.search(r"^@layer (tokens|base|components) \{", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [path for path in STYLESHEETS if path.stem != "tokens"], ids=lambda path: path.stem)
def test_stylesheet_uses_tokens_for_colour(path):
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text(encoding="utf-8"), re.IGNORECASE)


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.stem)
def test_stylesheet_uses_logical_properties(path):
    assert not re.search(r"(margin|padding|border)-(left|right|top|bottom)\b", path.read_text(encoding="utf-8"))


def test_avatar_draws_initials_without_a_photo():
    html = component("avatar", person=PERSON)

    assert ">LM<" in html
    assert "<img" not in html


def test_avatar_shows_the_photo_when_there_is_one():
    html = component("avatar", person=PERSON | {"avatar": "/media/lea.png"})

    assert 'src="/media/lea.png"' in html
    assert ">LM<" not in html


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (4, 4), (9, 4)])
def test_faces_draws_at_most_four(count, drawn):
    html = component("faces", people=[PERSON] * count)

    assert html.count(">LM<") == drawn


@pytest.mark.parametrize("state", ["unpublished", "expired", "unavailable"])
def test_share_card_tells_nothing_of_a_page_that_is_gone(state):
    card = {"state": state, "title": "harbour dues", "summary": "harbour sum", "url": "/harbour/", "image": "/i.png"}

    assert "harbour" not in component("share_card", card=card, eyebrow="harbour unit")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("current", None),
        ("updated", "Updated since shared"),
        ("materially_updated", "Materially updated since shared: 2 changes"),
        ("moved", "Moved since shared"),
    ],
)
def test_share_card_says_what_changed(state, words):
    html = component("share_card", card={"state": state, "title": "T", "url": "/t/", "material_changes": 2})

    assert ("badge" in html) is (words is not None)
    assert words is None or words in html


def test_bubble_without_its_words_when_removed():
    html = component("bubble", author=PERSON, html=SafeString("<p>secret</p>"), state="removed", content="acts")

    assert "secret" not in html
    assert "Lea" not in html


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("bubble", {"author": {"display_name": NASTY}, "html": NASTY, "meta": NASTY}),
        ("post", {"author": {"display_name": NASTY}, "html": NASTY, "title": NASTY, "verb": NASTY}),
        ("search_sheet", {"title": NASTY, "html": NASTY, "url": NASTY}),
        ("composer", {"value": NASTY, "placeholder": NASTY, "action": NASTY}),
        ("code", {"code": NASTY, "language": NASTY}),
        ("row", {"title": NASTY, "meta": NASTY, "url": NASTY}),
        ("feed_item", {"person": {"display_name": NASTY}, "excerpt": NASTY, "why": NASTY, "title": NASTY}),
    ],
)
def test_component_escapes_what_people_write(name, parameters):
    assert "<script" not in component(name, **parameters)


def test_field_ties_help_and_error_to_the_input():
    html = component("field", field=SignInForm({"name": ""})["name"])

    assert 'aria-invalid="true"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{name}"' in html for name in described)


def test_form_errors_is_empty_for_a_good_form():
    assert component("form_errors", form=SignInForm({"name": "Lea"})).strip() == ""
