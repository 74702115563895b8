"""The themes of units: each sets the colours of acts and the spine, and a picture; never ink, ground or sizes.

An app brings one with a stylesheet of its own, in the layer `unit`, for the class `theme-KEY`::

    @hooks.register("register_unit_theme")
    def our_colours():
        return UnitTheme("pine", _("Pine"), "ours/pine.css")

`manage.py check` measures it as it measures the product's own (themes/checks.py).
"""

import logging
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class UnitTheme:
    """A theme: `stylesheet` is the path of a static file."""

    key: str
    label: str | Promise
    stylesheet: str

    @property
    def css_class(self) -> str:
        return f"theme-{self.key}"


SEA = UnitTheme("sea", _("Sea"), "themes/units/sea.css")
PLUM = UnitTheme("plum", _("Plum"), "themes/units/plum.css")


def unit_themes() -> dict[str, UnitTheme]:
    """Return the themes by their keys, the product's own first."""
    brought = (register() for register in hooks.get_hooks("register_unit_theme"))
    return {theme.key: theme for theme in (SEA, PLUM, *brought)}


def find_unit_theme(key: str) -> UnitTheme | None:
    """Return the theme of a key; None where none is chosen, and where the chosen one is no longer there."""
    theme = unit_themes().get(key)
    if key and theme is None:
        logger.warning("The theme %r does not exist any more: the pages that chose it wear the default one.", key)
    return theme


def theme_choices() -> list[tuple[str, str | Promise]]:
    """Return what an editor chooses from."""
    return [("", _("The look of the product")), *((theme.key, theme.label) for theme in unit_themes().values())]
