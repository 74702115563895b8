from laces.components import Component

from cms.guide.selectors import GuidePage


class HowThisWorks(Component):
    """Links from the editor to the pages of the guide about what stands there."""

    template_name = "guide/components/how_this_works.html"

    def __init__(self, pages: list[GuidePage]):
        self.pages = pages

    def get_context_data(self, parent_context=None):
        return {"pages": self.pages}
