"""Which reactions there are. `REACTION_KINDS` maps the name of each to its emoji and its word, in the order of their buttons."""

import re

from django.conf import settings

NAME = re.compile(r"[a-z0-9-]{1,20}")


def kinds() -> dict[str, tuple[str, str]]:
    """Return the emoji and the word of each reaction that people are offered."""
    offered: dict[str, tuple[str, str]] = settings.REACTION_KINDS  # type: ignore[misc] # set when the extension is on
    return offered


def misnamed_kinds() -> list[str]:
    """Return the names in the settings that cannot stand in an address."""
    return [name for name in kinds() if not NAME.fullmatch(name)]
