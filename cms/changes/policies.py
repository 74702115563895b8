from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.changes.models import AcknowledgementRequest
from cms.core.policies import ViewPolicy, policy_of


class AcknowledgementRequestPolicy(ViewPolicy):
    """Whoever sees the page may know that people are asked to acknowledge it. Who did is for the declared controller alone."""

    def can(self, user: Any, action: str, obj: AcknowledgementRequest) -> bool:
        """Tell whether `user` may do `action` with a request to acknowledge a page."""
        if not policy_of(Page).can(user, "view", obj.page):
            return False
        match action:
            case "view":
                return True
            case "see_names":
                return user.pk == obj.controller_id
            case "see_counts":
                return user.pk == obj.controller_id or policy_of(Page).can(user, "change", obj.page)
        return False

    def viewers_of(self, obj: AcknowledgementRequest) -> QuerySet:
        """Return the people who may see the page."""
        return policy_of(Page).viewers_of(obj.page)
