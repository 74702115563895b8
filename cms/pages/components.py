"""What stands on the home page and on those of units. Everything is loaded before; drawing asks nothing."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from laces.components import Component

from cms.files.models import Image
from cms.pages.models import ContentPage, NewsPage, SectionPage
from cms.pages.waiting import Waiting


class Lead(Component):
    """The page that stands first, large, with its picture when the viewer may see that."""

    template_name = "pages/_lead.html"
    heading: str | Promise = ""

    def __init__(self, lead: ContentPage, picture: Image | None):
        self.lead, self.picture = lead, picture

    def get_context_data(self, parent_context=None):
        request = (parent_context or {}).get("request")
        return {"lead": self.lead, "picture": self.picture, "request": request, "heading": self.heading}


class News(Component):
    """The newest news, in rows, with the word of the place that leads to them."""

    template_name = "pages/_news.html"

    def __init__(self, news: Sequence[NewsPage], heading: str | Promise, via: str = "home"):
        self.news, self.via = news, via
        self.heading = heading

    def get_context_data(self, parent_context=None):
        return {"news": self.news, "heading": self.heading, "via": f"?via={self.via}"}


class SectionsOfUnit(Component):
    """The sections of a unit, beside its people."""

    template_name = "pages/_sections_of_unit.html"

    def __init__(self, sections: Sequence[SectionPage]):
        self.sections = sections

    def get_context_data(self, parent_context=None):
        return {"sections": self.sections}


class Waits(Component):
    """What waits for the viewer."""

    template_name = "pages/_waits.html"
    heading: str | Promise = _("Waits for you")

    def __init__(self, things: Sequence[Waiting]):
        self.things = things

    def get_context_data(self, parent_context=None) -> dict[str, Any]:
        return {"waiting": self.things, "heading": self.heading}


class Text(Component):
    """A text that editors wrote for the home page, with its links."""

    template_name = "pages/_home_text.html"
    heading: str | Promise = ""

    def __init__(self, text: str, *, in_panel: bool):
        self.text, self.in_panel = text, in_panel

    def get_context_data(self, parent_context=None) -> dict[str, Any]:
        return {"text": self.text, "in_panel": self.in_panel, "heading": self.heading}


class Cards(Component):
    """Ways to go on that editors chose for the home page: those that this viewer may go."""

    template_name = "pages/_home_cards.html"
    heading: str | Promise = ""

    def __init__(self, cards: Sequence[dict[str, Any]]):
        self.cards = cards

    def get_context_data(self, parent_context=None) -> dict[str, Any]:
        return {"cards": self.cards, "heading": self.heading}
