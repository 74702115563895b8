"""Blocks of words: text, headings, callouts, quotes, code, and lists with a form of their own."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

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


class CodeBlock(blocks.StructBlock):
    language = blocks.CharBlock(label=_("Language"), required=False, max_length=40)
    code = blocks.TextBlock(label=_("Code"))

    class Meta:
        label = _("Code")
        icon = "code"
        template = "core/blocks/code.html"


class AccordionBlock(blocks.StructBlock):
    """Questions that open to their answers, without JavaScript too."""

    parts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Title"), max_length=255)),
                ("text", blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)),
            ],
            label=_("Part"),
        ),
        label=_("Parts"),
        min_num=1,
    )

    class Meta:
        label = _("Accordion")
        icon = "collapse-down"
        description = _("Titles that open to a text: for questions that few readers have all of.")
        template = "core/blocks/accordion.html"


class StepsBlock(blocks.StructBlock):
    """What is done one after the other."""

    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Title"), max_length=255)),
                ("text", blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, required=False)),
            ],
            label=_("Step"),
        ),
        label=_("Steps"),
        min_num=1,
    )

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        description = _("What is done one after the other, numbered.")
        template = "core/blocks/steps.html"


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers that say much."""

    figures = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "figure",
                    blocks.CharBlock(label=_("Figure"), max_length=20, help_text=_("With its unit: 652, 98 %.")),
                ),
                ("label", blocks.CharBlock(label=_("What it counts"), max_length=120)),
            ],
            label=_("Figure"),
        ),
        label=_("Figures"),
        min_num=1,
        max_num=6,
    )
    source = blocks.CharBlock(
        label=_("Source"), required=False, max_length=255, help_text=_("Where the figures come from, and of which day.")
    )

    class Meta:
        label = _("Key figures")
        icon = "tag"
        description = _("A few numbers that say much.")
        template = "core/blocks/key_figures.html"
