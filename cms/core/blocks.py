"""The blocks of a page's body. `CMS_BODY_BLOCKS` names them, so that an extension can add its own."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = [
    "bold",
    "italic",
    "strikethrough",
    "superscript",
    "subscript",
    "code",
    "link",
    "document-link",
    "ol",
    "ul",
    "hr",
]
CELL_FEATURES = ["bold", "italic", "strikethrough", "superscript", "subscript", "code", "link", "document-link"]


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the body's blocks by name, as the setting lists them."""
    return [(name, import_string(path)()) for name, path in settings.CMS_BODY_BLOCKS.items()]


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "core/blocks/paragraph.html"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=255)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", "2"), ("3", "3"), ("4", "4")], default="2")
    anchor = blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=255,
        help_text=_("The end of the heading's address. Left empty, it is made from the text."),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        cleaned["anchor"] = slugify(cleaned["anchor"] or cleaned["text"])
        return cleaned

    class Meta:
        label = _("Heading")
        icon = "title"
        form_classname = "struct-block heading-block"
        template = "core/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "core/blocks/image.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("info", _("Information")),
            ("tip", _("Tip")),
            ("warning", _("Warning")),
            ("important", _("Important")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        label = _("Callout")
        icon = "warning"
        template = "core/blocks/callout.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("Quote"), features=TEXT_FEATURES)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=255)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "core/blocks/quote.html"


class TableBlock(TypedTableBlock):
    """Cells of rich text, or of numbers and amounts that stand at the end of their column."""

    def __init__(self, **kwargs):
        columns = [
            ("text", blocks.RichTextBlock(label=_("Text"), features=CELL_FEATURES, required=False)),
            ("number", blocks.CharBlock(label=_("Number or amount"), required=False)),
        ]
        super().__init__(columns, **kwargs)

    class Meta:
        label = _("Table")
        icon = "table"
        template = "core/blocks/table.html"


class CodeBlock(blocks.StructBlock):
    language = blocks.CharBlock(label=_("Language"), required=False, max_length=40)
    code = blocks.TextBlock(label=_("Code"))

    class Meta:
        label = _("Code")
        icon = "code"
        template = "core/blocks/code.html"


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"))

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        template = "core/blocks/documents.html"
