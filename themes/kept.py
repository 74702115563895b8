"""Drawings that are kept, because all who are told the same see the same."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches

Drawing = TypeVar("Drawing")
#: The name of a cache in the memory of the process: a drawing is never out of date, so the processes need not share it.
CACHE = "drawings"


def kept(kind: str, told: object, draw: Callable[[], Drawing], *, seconds: int) -> Drawing:
    """Return what `draw` makes of what it is told, from the cache where that was drawn in the last `seconds`.

    `told` names the drawing: plain data (JSON) that say all that it shows, or a version that changes with it. Ask only for
    those who may see all of it. Another release draws anew. Raises TypeError for data that are not plain: an object could
    show what its name does not say.
    """
    name = f"{kind}:{settings.RELEASE}:{sha256(json.dumps(told).encode()).hexdigest()}"
    drawings = caches[CACHE]
    drawing = drawings.get(name)
    if drawing is None:
        drawing = draw()
        drawings.set(name, drawing, seconds)
    return drawing


def as_face(person: object) -> dict[str, str]:
    """Return the plain data that an avatar shows of a person."""
    return {name: getattr(person, name, "") for name in ("username", "display_name", "avatar", "url")}
