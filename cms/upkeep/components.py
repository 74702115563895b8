"""What pages show of their upkeep. The care was loaded with the page: drawing asks nothing."""

from django.urls import reverse
from laces.components import Component


class FromPage(Component):
    """A part of a page that is drawn from what `add_care` put into the page's context."""

    def get_context_data(self, parent_context=None):
        context = parent_context or {}
        care, viewer = context.get("care"), context.get("viewer")
        page = context.get("page")
        if care is None or viewer is None or page is None or not page.live:
            return {}
        is_theirs = viewer.pk in {care.owner_id, care.reviewer_id}
        return {
            "care": care,
            "page": page,
            "is_theirs": care.due_on is not None and is_theirs,
            "may_review": care.due_on is not None and (is_theirs or bool(context.get("edit_url"))),
            "may_read_words": viewer.pk in {care.owner_id, care.contact_id} or bool(context.get("edit_url")),
            "review_url": reverse("page_review", args=[page.pk]),
            "csrf_token": str(context.get("csrf_token", "")),
        }


class Overdue(FromPage):
    """A plain warning to readers that the day of the review has passed."""

    template_name = "upkeep/_overdue.html"


class ReviewLink(FromPage):
    """The way to the review, for those who may do it."""

    template_name = "upkeep/_review_link.html"


class Helpful(FromPage):
    """Whether the page helped, with a word to its owner."""

    template_name = "upkeep/_helpful.html"


class InYourCare(Component):
    """The way from one's own profile to the pages that one keeps."""

    template_name = "upkeep/_in_your_care.html"
