from datetime import datetime

from laces.components import Component
from wagtail.models import Page

from cms.core.addresses import url_of


class BehindInEditor(Component):
    """How far a translation is behind its original, in the editor above the form."""

    template_name = "translations/_in_editor.html"

    def __init__(self, page: Page, count: int):
        self.page, self.count = page, count

    def get_context_data(self, parent_context=None):
        return {"page": self.page, "count": self.count}


class Behind(Component):
    """A plain word to readers that the original says something new."""

    template_name = "translations/_behind.html"

    def __init__(self, original: Page, changed_at: datetime):
        self.original, self.changed_at = original, changed_at

    def get_context_data(self, parent_context=None):
        return {"original": self.original, "url": url_of(self.original), "changed_at": self.changed_at}
