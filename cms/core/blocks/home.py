"""What editors put on a home page: the sections that rooms fill, and two that they write themselves."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.texts import ParagraphBlock
from cms.core.blocks.things import LinkCardsBlock
from cms.core.home_sections import ASIDE, MAIN, SECTION, section_choices, with_title


class SectionChoiceBlock(blocks.ChoiceBlock):
    """One of the sections that are there. Where the chosen one is gone, the editor reads why another is to be chosen."""

    def __init__(self, **kwargs: Any):
        super().__init__(choices=section_choices, **kwargs)
        gone = _("Choose a section that is offered, or remove this one. What stood here may be gone.")
        self.field.error_messages |= {"required": gone, "invalid_choice": gone}


class SectionBlock(blocks.StructBlock):
    """A section with the title that it has on this page."""

    section = SectionChoiceBlock(label=_("Section"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=80,
        help_text=_("Left empty, the section has its usual title. Each language says it on its own page."),
    )

    def to_python(self, value):
        return super().to_python(with_title(value))

    def bulk_to_python(self, values):
        return super().bulk_to_python([with_title(value) for value in values])

    class Meta:
        label = _("Section")
        icon = "list-ul"
        description = _("Shows what is there for each reader.")


class TextSectionBlock(blocks.StructBlock):
    """A text of the editors, the same for all readers."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = ParagraphBlock(label=_("Text"))
    place = blocks.ChoiceBlock(
        label=_("Where"), choices=[(MAIN, _("In the middle")), (ASIDE, _("At the side"))], default=MAIN
    )

    class Meta:
        label = _("Text with links")
        icon = "pilcrow"
        description = _("A text of your own, the same for all readers.")


class CardsSectionBlock(LinkCardsBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)

    class Meta:
        label = _("Link cards")
        icon = "link"


def home_blocks() -> list[tuple[str, blocks.Block]]:
    """Return what a home page is arranged of."""
    return [(SECTION, SectionBlock()), ("text", TextSectionBlock()), ("link_cards", CardsSectionBlock())]
