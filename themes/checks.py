"""System checks that measure the contrast of the colour tokens, light and dark.

The pairs below say which role is written on which; the colours are read from `tokens.css`. A unit theme is measured with
the roles that it sets in place of the product's own.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register

from themes.units import UnitTheme, unit_themes

TOKENS_CSS = Path(__file__).parent / "static" / "themes" / "tokens.css"
PAIR = re.compile(
    r"--color-(?P<role>[a-z0-9-]+):\s*light-dark\(\s*(?P<light>#[0-9a-f]{6})\s*,\s*(?P<dark>#[0-9a-f]{6})\s*\)\s*;",
    re.IGNORECASE,
)
TEXT_RATIO = 4.5
SHAPE_RATIO = 3.0
FACES = tuple(f"face-{number}" for number in range(1, 7))

TEXT_ON = {
    "ground": ("ink", "ink-soft", "leaf", "leaf-strong", "clay"),
    "paper": ("ink", "ink-soft", "leaf", "leaf-strong", "clay"),
    "talk": ("ink", "ink-soft", "leaf", "leaf-strong", "clay"),
    "sunken": ("ink", "ink-soft"),
    "code": ("ink", "ink-soft"),
    "leaf-wash": ("ink", "leaf", "leaf-strong"),
    "clay-wash": ("ink", "clay", "leaf"),
    "leaf": ("on-leaf",),
    "leaf-strong": ("on-leaf",),
    "clay": ("on-clay",),
    **dict.fromkeys(FACES, ("on-face",)),
}
SHAPES_ON = {
    "ground": ("field-line", "focus"),
    "paper": (
        "field-line",
        "focus",
        "spine",
        "spine-sea",
        "spine-plum",
        "spine-ochre",
        "spine-slate",
        "spine-moss",
    ),
    "talk": ("field-line", "focus"),
    "sunken": ("field-line", "focus"),
}

#: What a unit theme may set. Ink and ground stay, so that every page of the product reads alike.
UNIT_ROLES = frozenset({"leaf", "leaf-strong", "leaf-wash", "on-leaf", "focus", "spine"})
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SET = re.compile(r"(--[a-z0-9-]+):")

Tokens = dict[str, tuple[str, str]]


def parse_tokens(css: str) -> Tokens:
    """Return the colour roles of a stylesheet as `{role: (light, dark)}`."""
    return {match["role"]: (match["light"], match["dark"]) for match in PAIR.finditer(css)}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` as WCAG 2 defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, in either order."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def measured_pairs() -> Iterator[tuple[str, str, float]]:
    """Yield what must stand out from what, and by how much."""
    for roles_on, ratio in ((TEXT_ON, TEXT_RATIO), (SHAPES_ON, SHAPE_RATIO)):
        for ground, roles in roles_on.items():
            for role in roles:
                yield role, ground, ratio


def missing_errors(tokens: Tokens) -> list[CheckMessage]:
    """Report roles that are needed and not set as a pair."""
    needed = {name for role, ground, _ in measured_pairs() for name in (role, ground)}
    return [
        Error(
            f"The colour role --color-{role} is missing.",
            hint="Set it as light-dark(#rrggbb, #rrggbb) so that its contrast can be measured.",
            id="themes.E001",
        )
        for role in sorted(needed - tokens.keys())
    ]


def contrast_errors(tokens: Tokens) -> list[CheckMessage]:
    """Report pairs whose contrast is too low in either mode."""
    errors: list[CheckMessage] = []
    for role, ground, needed in measured_pairs():
        if role not in tokens or ground not in tokens:
            continue
        for mode, one, other in zip(("light", "dark"), tokens[role], tokens[ground], strict=True):
            ratio = contrast(one, other)
            if ratio < needed:
                errors.append(
                    Error(
                        f"--color-{role} on --color-{ground} has a contrast of {ratio:.2f} in {mode} mode; "
                        f"{needed} is needed.",
                        hint=f"Change {one} or {other}.",
                        id="themes.E002" if needed == TEXT_RATIO else "themes.E003",
                    )
                )
    return errors


@register("themes")
def check_contrast(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Measure the product's own tokens."""
    tokens = _own_tokens()
    return [*missing_errors(tokens), *contrast_errors(tokens)]


@register("themes")
def check_unit_themes(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Measure the themes of units, the product's own and those that other apps bring."""
    return [error for theme in unit_themes().values() for error in unit_theme_errors(theme)]


def unit_theme_errors(theme: UnitTheme) -> list[CheckMessage]:
    """Report of a unit theme what cannot be read, what it may not set, and pairs whose contrast is too low."""
    path = finders.find(theme.stylesheet)
    if path is None:
        hint = "Put it below the folder `static` of your app."
        return [Error(f"The stylesheet {theme.stylesheet} is missing.", hint=hint, obj=theme.key, id="themes.E004")]
    css = COMMENT.sub("", Path(path).read_text(encoding="utf-8"))
    own = parse_tokens(css)
    allowed = {f"--color-{role}" for role in UNIT_ROLES & own.keys()}
    errors: list[CheckMessage] = [
        Error(
            f"A unit theme does not set {name}.",
            hint="It sets, as light-dark(#rrggbb, #rrggbb): " + ", ".join(sorted(UNIT_ROLES)) + ".",
            obj=theme.key,
            id="themes.E005",
        )
        for name in sorted(set(SET.findall(css)) - allowed)
    ]
    weak = contrast_errors(_own_tokens() | own)
    for error in weak:
        error.obj = theme.key
    return [*errors, *weak]


def _own_tokens() -> Tokens:
    return parse_tokens(TOKENS_CSS.read_text(encoding="utf-8"))
