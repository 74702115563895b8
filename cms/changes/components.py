"""What pages show of requests to acknowledge them. Everything is loaded before; drawing asks nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from laces.components import Component

from cms.changes.models import AcknowledgementRequest


class Acknowledge(Component):
    """The box on a page with the one button, for who is asked; the way to the outcome, for who may know it."""

    template_name = "changes/_acknowledge.html"

    def __init__(self, request: AcknowledgementRequest, viewer: Any):
        self.request, self.viewer = request, viewer

    def get_context_data(self, parent_context=None):
        context = parent_context or {}
        is_controller = self.viewer.pk == self.request.controller_id
        return {
            "asked": self.request,
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
        return reverse("page_compare", args=[request.page_id, request.last_change, request.live_change])
