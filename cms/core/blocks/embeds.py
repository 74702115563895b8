"""Content of other sites. Nothing is asked of them while a page is written or drawn: the reader decides."""

import re
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Player(NamedTuple):
    """Where something can be played: at `url`, of the provider called `name`."""

    name: str
    url: str


def player_of(address: str) -> Player | None:
    """Return the player of an address, as `CMS_EMBED_PROVIDERS` allows it; None for every other address."""
    for provider in settings.CMS_EMBED_PROVIDERS:
        if found := re.fullmatch(provider["pattern"], address, re.ASCII):
            return Player(provider["name"], provider["player"].format(found["id"]))
    return None


class EmbedBlock(blocks.StructBlock):
    """A film or the like, at a provider of the allow-list."""

    address = blocks.URLBlock(label=_("Address"), help_text=_("The address of the film, as the browser shows it."))
    title = blocks.CharBlock(label=_("Title"), max_length=255, help_text=_("What it shows. Readers see this first."))

    def clean(self, value):
        cleaned = super().clean(value)
        if player_of(cleaned["address"]) is None:
            names = ", ".join(provider["name"] for provider in settings.CMS_EMBED_PROVIDERS)
            sentence = _("Films come from %(names)s. Use a link for everything else.") % {"names": names}
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(sentence)})
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["player"] = player_of(value["address"])
        return context

    class Meta:
        label = _("Film")
        icon = "media"
        description = _("A film of another site. It is loaded when a reader asks for it, and not before.")
        template = "core/blocks/embed.html"
