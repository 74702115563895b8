from laces.components import Component

from cms.pages.advice import Advice


class Checklist(Component):
    """What to look at before a page is sent to review, in the editor above the form."""

    template_name = "editing/components/checklist.html"

    def __init__(self, advice: list[Advice]):
        self.advice = list(dict.fromkeys(advice))

    def get_context_data(self, parent_context=None):
        return {"advice": self.advice}
