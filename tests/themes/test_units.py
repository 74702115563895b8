import pytest

from themes.checks import unit_theme_errors
from themes.units import PLUM, SEA, UnitTheme, find_unit_theme, unit_themes

GOOD = "--color-leaf: light-dark(#1f6086, #7fc0e6);"


@pytest.fixture
def ours(tmp_path, settings):
    """Return a theme of another app, as its stylesheet says."""
    settings.STATICFILES_DIRS = [tmp_path]

    def write(rules):
        (tmp_path / "ours.css").write_text(f"@layer unit {{ .theme-ours {{ {rules} }} }}", encoding="utf-8")
        return UnitTheme("ours", "Ours", "ours.css")

    return write


@pytest.mark.parametrize("theme", [SEA, PLUM])
def test_own_themes_are_readable_in_light_and_dark(theme):
    assert unit_theme_errors(theme) == []


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (GOOD, []),
        ("--color-leaf: light-dark(#9fd0f6, #7fc0e6);", ["themes.E002"]),
        ("--color-leaf: light-dark(#1f6086, #1f3040);", ["themes.E002"]),
        ("--color-spine: light-dark(#fffefb, #7fc0e6);", ["themes.E003"]),
        (f"{GOOD} --color-ink: light-dark(#000000, #ffffff);", ["themes.E005"]),
        (f"{GOOD} --text-m: 2rem;", ["themes.E005"]),
        ("--color-leaf: tomato;", ["themes.E005"]),
        ("/* --text-m: 2rem; */", []),
    ],
)
def test_theme_of_another_app_is_measured_over_the_products_roles(ours, rules, found):
    errors = unit_theme_errors(ours(rules))

    assert sorted({error.id for error in errors}) == found
    assert {error.obj for error in errors} <= {"ours"}


def test_missing_stylesheet_is_told():
    assert [error.id for error in unit_theme_errors(UnitTheme("gone", "Gone", "nowhere/gone.css"))] == ["themes.E004"]


def test_key_without_theme_is_the_default_one(caplog):
    assert find_unit_theme("") is None
    assert caplog.records == []
    assert find_unit_theme("pine") is None
    assert "'pine'" in caplog.text
    assert find_unit_theme("sea") is unit_themes()["sea"]
