"""The blocks of a page's body. `CMS_BODY_BLOCKS` names them, so that an extension can add its own."""

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.blocks import Block


def body_blocks() -> list[tuple[str, Block]]:
    """Return the body's blocks by name, as the setting lists them."""
    return [(name, import_string(path)()) for name, path in settings.CMS_BODY_BLOCKS.items()]
