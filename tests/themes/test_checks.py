import pytest
from django.core.checks import run_checks

from themes.checks import TOKENS_CSS, contrast, contrast_errors, measured_pairs, missing_errors, parse_tokens

WHITE, BLACK = "#ffffff", "#000000"


def own_tokens():
    return parse_tokens(TOKENS_CSS.read_text(encoding="utf-8"))


def test_check_contrast_accepts_own_tokens():
    assert run_checks(tags=["themes"]) == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (WHITE, BLACK, 21.0),
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        ("#777777", WHITE, 4.48),
        ("#767676", WHITE, 4.54),
    ],
)
def test_contrast_follows_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_parse_tokens_reads_pairs_only():
    css = """
      --color-ink: light-dark(#1C2420, #e8ece8);
      --color-spine: var(--color-leaf);
      --space-1: 0.25rem;
    """

    assert parse_tokens(css) == {"ink": ("#1C2420", "#e8ece8")}


def test_missing_errors_names_each_role_once():
    tokens = own_tokens()
    del tokens["ink"]

    errors = missing_errors(tokens)

    assert [(error.id, error.msg) for error in errors] == [("themes.E001", "The colour role --color-ink is missing.")]


@pytest.mark.parametrize("mode", [0, 1])
def test_contrast_errors_finds_weak_text_in_either_mode(mode):
    tokens = own_tokens()
    weak = list(tokens["on-leaf"])
    weak[mode] = tokens["leaf"][mode]
    tokens["on-leaf"] = tuple(weak)

    errors = contrast_errors(tokens)

    assert {error.id for error in errors} == {"themes.E002"}
    assert errors[0].msg == (
        f"--color-on-leaf on --color-leaf has a contrast of 1.00 in {('light', 'dark')[mode]} mode; 4.5 is needed."
    )


def test_contrast_errors_finds_weak_field_borders():
    tokens = own_tokens()
    tokens["field-line"] = tokens["line"]

    errors = contrast_errors(tokens)

    assert {error.id for error in errors} == {"themes.E003"}


def test_measured_pairs_cover_every_text_role():
    measured = {role for role, _, _ in measured_pairs()}

    assert {"ink", "ink-soft", "leaf", "leaf-strong", "clay", "on-leaf", "on-clay", "on-face"} <= measured
