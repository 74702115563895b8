from laces.components import Component

from cms.editing.models import LockReason
from cms.pages.advice import Advice
from cms.pages.dashboard import EditorList


class Checklist(Component):
    """What to look at before a page is sent to review, in the editor above the form."""

    template_name = "editing/components/checklist.html"

    def __init__(self, advice: list[Advice]):
        self.advice = list(dict.fromkeys(advice))

    def get_context_data(self, parent_context=None):
        return {"advice": self.advice}


class LockNote(Component):
    """Why a page is locked; for those who may lock it, the way to do so."""

    template_name = "editing/components/lock_note.html"

    def __init__(self, page, reason: LockReason | None, *, may_lock: bool):
        self.page, self.reason, self.may_lock = page, reason, may_lock

    def get_context_data(self, parent_context=None):
        return {"page": self.page, "reason": self.reason, "may_lock": self.may_lock}


class Dashboard(Component):
    """The lists of an editor on the first page of the admin."""

    name = "editor_lists"
    order = 100
    template_name = "editing/components/dashboard.html"

    def __init__(self, lists: list[EditorList]):
        self.lists = lists

    def get_context_data(self, parent_context=None):
        return {"lists": self.lists}
