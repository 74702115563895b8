from wagtail.fields import StreamField

from cms.core.blocks import body_blocks
from cms.core.blocks.home import home_blocks


class BodyField(StreamField):
    """The body of a page: the blocks of `CMS_BODY_BLOCKS`.

    The blocks stay out of the migrations, so that an extension that adds some, or is switched off, makes no migration.
    """

    def __init__(self, block_types=None, **kwargs):
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or body_blocks(), **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class SectionsField(StreamField):
    """The sections of a home page, in the order of its editors. What there is to choose from stays out of the migrations."""

    def __init__(self, block_types=None, **kwargs):
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or home_blocks(), **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
