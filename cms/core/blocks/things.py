"""Blocks that show something that stands elsewhere: pictures, tables, documents, pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

CELL_FEATURES = ["bold", "italic", "strikethrough", "superscript", "subscript", "code", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "core/blocks/image.html"


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


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"))

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        template = "core/blocks/documents.html"


class LinkCardBlock(blocks.StructBlock):
    """A way to a page of the product, or to another address."""

    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(label=_("Or another address"), required=False)
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=255, help_text=_("Left empty, a page shows its own title.")
    )
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=255)

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            sentence = _("Choose a page, or write another address: one of the two.")
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(sentence)})
        if cleaned["address"] and not cleaned["title"]:
            sentence = _("Say what stands at this address.")
            raise blocks.StructBlockValidationError(block_errors={"title": ValidationError(sentence)})
        return cleaned

    def get_searchable_content(self, value):
        """Return the words of a card that everybody sees: those about a page are for who may see that page."""
        return super().get_searchable_content(value) if value.get("address") else []

    class Meta:
        label = _("Card")


class LinkCardsBlock(blocks.StructBlock):
    """Ways to go on. A card of a page is there for who may see the page."""

    cards = blocks.ListBlock(LinkCardBlock(), label=_("Cards"), min_num=1)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        seen: dict[int, dict[str, Any]] = context.get("seen_pages", {})
        context["cards"] = visible_cards(self.child_blocks["cards"].get_prep_value(value["cards"]), seen)
        return context

    class Meta:
        label = _("Link cards")
        icon = "link"
        description = _("Ways to go on. Readers see a card of a page when they may see the page.")
        template = "core/blocks/link_cards.html"


def visible_cards(stored: list[dict[str, Any]], seen: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the stored cards show, without those of pages that are not to be seen."""
    return [card for item in stored if (card := _card(item["value"], seen))]


def _card(said: dict[str, Any], seen: dict[int, dict[str, Any]]) -> dict[str, Any] | None:
    """Return what a card shows; None when its page is not to be seen."""
    if not said["page"]:
        return {"url": said["address"], "title": said["title"], "text": said["text"], "is_outside": True}
    page = seen.get(said["page"])
    return page and page | {name: said[name] for name in ("title", "text") if said[name]}
