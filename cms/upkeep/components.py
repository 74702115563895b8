"""What pages show of their upkeep. The care was loaded with the page: drawing asks nothing."""

from django.urls import reverse
from laces.components import Component

from cms.upkeep.models import PageCare


class FromPage(Component):
    """A part of a page, drawn from its care. Who may edit the page is known from the page's own context."""

    def __init__(self, care: PageCare):
        self.care = care

    def get_context_data(self, parent_context=None):
        context = parent_context or {}
        return {
            "care": self.care,
            "viewer": context.get("viewer"),
            "edits": bool(context.get("edit_url")),
            "csrf_token": str(context.get("csrf_token", "")),
        }


class Overdue(FromPage):
    """A plain warning to readers that the day of the review has passed."""

    template_name = "upkeep/_overdue.html"


class Helpful(FromPage):
    """Whether the page helped, with a word to its owner."""

    template_name = "upkeep/_helpful.html"

    def __init__(self, care: PageCare, own_answer: bool | None, version: int | None):
        super().__init__(care)
        self.own_answer, self.version = own_answer, version

    def get_context_data(self, parent_context=None):
        told = {"own_answer": self.own_answer, "version": self.version or ""}
        return super().get_context_data(parent_context) | told


class ReviewLink(Component):
    """The way to the review, for the owner and for whoever was asked to review."""

    template_name = "upkeep/_review_link.html"

    def __init__(self, care: PageCare):
        self.care = care

    def get_context_data(self, parent_context=None):
        return {"url": reverse("page_review", args=[self.care.pk])}


class InYourCare(Component):
    """The way from one's own profile to the pages that one keeps."""

    template_name = "upkeep/_in_your_care.html"
