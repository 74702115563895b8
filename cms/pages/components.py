"""What stands on the home page and on those of units. Everything is loaded before; drawing asks nothing."""

from collections.abc import Sequence
from typing import Any

from laces.components import Component

from cms.files.models import Image
from cms.pages.models import ContentPage, NewsPage, SectionPage
from cms.pages.waiting import Waiting


class Lead(Component):
    """The page that stands first, large, with its picture when the viewer may see that."""

    template_name = "pages/_lead.html"

    def __init__(self, lead: ContentPage, picture: Image | None):
        self.lead, self.picture = lead, picture

    def get_context_data(self, parent_context=None):
        request = (parent_context or {}).get("request")
        return {"lead": self.lead, "picture": self.picture, "request": request}


class News(Component):
    """The newest news, in rows, with the word of the place that leads to them."""

    template_name = "pages/_news.html"

    def __init__(self, news: Sequence[NewsPage], heading: str, via: str = "home"):
        self.news, self.heading, self.via = news, heading, via

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

    def __init__(self, things: Sequence[Waiting]):
        self.things = things

    def get_context_data(self, parent_context=None) -> dict[str, Any]:
        return {"waiting": self.things}
