"""What pages show of requests to acknowledge them. Everything is loaded before; drawing asks nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from laces.components import Component
from wagtail.models import Page

from cms.changes.models import AcknowledgementRequest
from cms.core.addresses import url_of


class Acknowledge(Component):
    """The box on a page with the one button, for who is asked; the way to the outcome, for who may know it.

    The page may be a translation of the one that is asked for.
    """

    template_name = "changes/_acknowledge.html"

    def __init__(self, request: AcknowledgementRequest, page: Page, viewer: Any):
        self.request, self.page, self.viewer = request, page, viewer

    def get_context_data(self, parent_context=None):
        context = parent_context or {}
        is_controller = self.viewer.pk == self.request.controller_id
        return {
            "asked": self.request,
            "page_id": self.page.pk,
            "original_url": url_of(self.request.page) if getattr(self.request, "is_older", False) else "",
            "is_controller": is_controller,
            "sees_outcome": is_controller or bool(context.get("edit_url")),
            "compare_url": self._compare_url(),
            "language": get_language(),
            "csrf_token": str(context.get("csrf_token", "")),
        }

    def _compare_url(self) -> str:
        """Return where one sees what changed since one acknowledged the page last."""
        request: Any = self.request
        if request.held is not None or request.last_change is None:
            return ""
        return reverse("page_compare", args=[self.page.pk, request.last_change, request.live_change])
