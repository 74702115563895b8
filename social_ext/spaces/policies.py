from typing import Any

from django.db.models import QuerySet

from cms.core.audiences import audiences_for, people_in
from cms.core.policies import ViewPolicy, policy_of
from social_ext.spaces.models import KEEPERS, Membership, Post, Role, Space, Visibility


class SpacePolicy(ViewPolicy):
    """Who may know of a space sees its name; who belongs to its audience reads; keepers and owners do the rest."""

    def can(self, user: Any, action: str, obj: Space) -> bool:
        audiences = audiences_for(user)
        if obj.listing_audience_id not in audiences:
            return False
        match action:
            case "view":
                return True
            case "read":
                return obj.audience_id in audiences
            case "post":
                open_to_all = obj.visibility == Visibility.OPEN and obj.audience_id in audiences
                return open_to_all or obj.members_audience_id in audiences
            case "moderate":
                return self._has_role(user, obj, KEEPERS)
            case "change" | "delete":
                return not obj.is_personal and self._has_role(user, obj, (Role.OWNER,))
        return False

    def viewers_of(self, obj: Space) -> QuerySet:
        return people_in(obj.listing_audience)

    def _has_role(self, user: Any, space: Space, roles: tuple[Role, ...]) -> bool:
        return Membership.objects.in_force().filter(person=user, space=space, role__in=roles).exists()


class PostPolicy(ViewPolicy):
    """A post is visible to its audience (not to all who see that its space exists); its author may change it."""

    def can(self, user: Any, action: str, obj: Post) -> bool:
        if obj.audience_id not in audiences_for(user):
            return False
        match action:
            case "view" | "comment":
                return True
            case "react":
                return obj.removed_at is None and obj.thread.is_open
            case "change":
                return obj.author_id == user.pk and obj.removed_at is None
            case "delete":
                return obj.author_id == user.pk or policy_of(Space).can(user, "moderate", obj.space)
        return False
