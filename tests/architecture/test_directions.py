"""The styles hold for text that runs from the right as for text that runs from the left: no side is called by its name."""

import re
from pathlib import Path

import pytest

THEMES = Path(__file__).resolve().parents[2] / "themes"
STYLES = THEMES / "static" / "themes"
TEMPLATES = THEMES / "templates" / "themes" / "components"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: `left` and `right` as a word of a property or as the value of one that has a logical value.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)|border(?:-top|-bottom)?)-(?:left|right)\b[\w-]*\s*:"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?<![\w-])(?:text-align(?:-last)?|float|clear|caption-side)\s*:\s*(?:left|right)\b"
)


def physical(style: str) -> list[str]:
    return PHYSICAL.findall(COMMENT.sub("", style))


def test_styles_name_no_side():
    styles = sorted(STYLES.rglob("*.css"))

    assert len(styles) > 10
    assert {style.name: found for style in styles if (found := physical(style.read_text()))} == {}


@pytest.mark.parametrize(
    ("style", "is_physical"),
    [
        ("a{margin-left: 1px}", True),
        ("a{scroll-margin-right:0}", True),
        ("a{border-left-color: red}", True),
        ("a{border-top-right-radius: 1px}", True),
        ("a{position: absolute; left: 0}", True),
        ("a{right:0}", True),
        ("a{text-align: left}", True),
        ("a{float:right}", True),
        ("a{margin-inline-start: 1px; inset-inline-end: 0; text-align: start}", False),
        ("/* left: nothing */ a{color: red}", False),
        (".left-over{color: red}", False),
    ],
)
def test_sides_are_recognized(style, is_physical):
    assert bool(physical(style)) is is_physical


@pytest.mark.parametrize(
    ("component", "parts"),
    [
        ("page_head", ["page-head__title", "page-head__lead"]),
        ("space_head", ["space-head__name", "space-head__text"]),
        ("bubble", ["name", "talk"]),
        ("post", ["name", "talk", "post__title"]),
        ("composer", ["composer__text"]),
    ],
)
def test_words_of_people_find_their_own_direction(component, parts):
    template = (TEMPLATES / f"{component}.html").read_text()

    for part in parts:
        drawn = [tag for tag in re.findall(r"<\w+ [^>]*", template) if f'class="{part}"' in tag]
        assert drawn
        assert all('dir="auto"' in tag for tag in drawn)
