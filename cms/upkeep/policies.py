from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.core.policies import ViewPolicy, policy_of
from cms.upkeep.models import PageCare


class CarePolicy(ViewPolicy):
    """The care of a page is seen by whoever sees the page, and is work of its owner, its reviewer and its editors.

    `steward` (to say who keeps a page) is an act of editors, on drafts too. All else needs that the person may read the page.
    """

    def can(self, user: Any, action: str, obj: PageCare) -> bool:
        """Tell whether `user` may do `action` with the care of a page."""
        if action == "steward":
            return self._edits(user, obj)
        if not policy_of(Page).can(user, "view", obj.page):
            return False
        match action:
            case "view" | "answer":
                return True
            case "review":
                return user.pk in {obj.owner_id, obj.reviewer_id} or self._edits(user, obj)
            case "read_answers":
                return user.pk in {obj.owner_id, obj.contact_id} or self._edits(user, obj)
        return False

    def viewers_of(self, obj: PageCare) -> QuerySet:
        """Return the people who may see the page."""
        return policy_of(Page).viewers_of(obj.page)

    @staticmethod
    def _edits(user: Any, care: PageCare) -> bool:
        return policy_of(Page).can(user, "change", care.page)
