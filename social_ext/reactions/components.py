"""The reactions to a page, below it. Everything is loaded before; drawing asks nothing."""

from laces.components import Component

from social_ext.reactions.bars import draw_bar
from social_ext.reactions.selectors import Summary


class PageReactions(Component):
    """What people think of a page in one sign."""

    template_name = "reactions/components/page_reactions.html"

    def __init__(self, page, summary: Summary | None):
        self.page, self.summary = page, summary

    def get_context_data(self, parent_context=None):
        token = (parent_context or {}).get("csrf_token", "")
        return {"bar": draw_bar("page", self.page.pk, self.summary, token)}
