"""Load the pictures and documents of a body at once, so that rendering asks no query."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from cms.files.models import Image

#: The sizes that the templates use.
BODY_SIZE = "max-1360x1360"
CARD_SIZE = "fill-480x360"
LEAD_SIZE = "fill-1520x440"


def images_in(body: Any) -> list[Image]:
    """Return the pictures that stand in a body."""
    return [block.value["picture"] for block in body if block.block_type == "image" and block.value["picture"]]


def load_renditions(images: Iterable[Image | None]) -> None:
    """Load all sizes of these pictures in one query; those that are missing are made when they are first shown."""
    present = [image for image in images if image is not None]
    if present:
        prefetch_related_objects(present, "renditions")
