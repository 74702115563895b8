import pytest
from django.template import Context, Template

from themes.templatetags.themes import face_colour, initials, spine


def render(source, **context):
    return Template("{% load themes %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Lea Marchand", "LM"),
        ("Ana Maria de Souza", "AS"),
        ("Jean-Luc", "JL"),
        ("omar", "O"),
        ("Élodie Åberg", "ÉÅ"),
        ("(new) Kim", "K"),
        ("7of9", "7"),
        ("", "?"),
        (None, "?"),
        ("…", "?"),
    ],
)
def test_initials_takes_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_face_colour_is_stable_and_uses_all_six():
    assert face_colour("lea.employee") == face_colour("lea.employee")
    assert {face_colour(f"person-{number}") for number in range(100)} == {1, 2, 3, 4, 5, 6}


def test_spine_names_a_colour_of_the_sheet():
    assert spine("field-services") in {"leaf", "sea", "plum", "ochre", "slate", "moss"}


def test_icon_is_decoration_without_a_label():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')


def test_icon_with_a_label_is_an_image():
    assert 'role="img" aria-label="Closed &lt;space&gt;"' in render(
        '{% icon "lock" label=label %}', label="Closed <space>"
    )


def test_wrap_hands_on_content_and_parameters_only():
    html = render(
        '{% wrap "themes/components/panel.html" heading=heading %}<p>{{ inside }}</p>{% endwrap %}',
        heading="A & B",
        inside="<i>",
        tone="clay",
    )

    assert "<p>&lt;i&gt;</p>" in html
    assert "A &amp; B" in html
    assert "panel--clay" not in html


def test_wrap_hands_on_the_csrf_token():
    html = render(
        '{% wrap "themes/components/composer.html" action="/x/" %}{% endwrap %}', csrf_token="token-of-the-page"
    )

    assert 'value="token-of-the-page"' in html
