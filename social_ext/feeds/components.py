"""The network on the home page. Everything is loaded before; drawing asks nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from laces.components import Component

from social_ext.feeds.selectors import FeedItem, SpaceNews


class YourNetwork(Component):
    """The newest of the feed."""

    template_name = "feeds/components/your_network.html"
    heading: str | Promise = _("Your network")

    def __init__(self, items: list[FeedItem]):
        self.items = items

    def get_context_data(self, parent_context=None):
        return {"items": self.items, "heading": self.heading}


class YourSpaces(Component):
    """The viewer's spaces, with what is new in each."""

    template_name = "feeds/components/your_spaces.html"
    heading: str | Promise = _("Your spaces")

    def __init__(self, spaces: list[SpaceNews]):
        self.spaces = spaces

    def get_context_data(self, parent_context=None):
        return {"spaces": self.spaces, "heading": self.heading}
