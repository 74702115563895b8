"""May this user do this with this thing? The answers live in one policy a model, in Wagtail's registry."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from cms.core.audiences import audiences_for, people_in


class ViewPolicy(BasePermissionPolicy):
    """Answer one question from three sides: `can`, `visible_to` and `viewers_of`.

    Subclasses override `can`. The methods of Wagtail's permission policies are derived from it, so that Wagtail's own
    views ask the same rule.
    """

    def can(self, user: Any, action: str, obj: Any) -> bool:
        """Tell whether `user` may do `action` with `obj`."""
        return action == "view" and obj.audience_id in audiences_for(user)

    def visible_to(self, user: Any) -> models.QuerySet:
        """Return the objects that `user` may see."""
        return self.model._default_manager.visible_to(user)

    def viewers_of(self, obj: Any) -> models.QuerySet:
        """Return the people who may see `obj`."""
        return people_in(obj.audience)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell Wagtail whether its lists for this model are worth a visit: only model-wide rights count there."""
        return bool(
            user.is_active and user.has_perm(f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}")
        )

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.can(user, action, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.can(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> models.QuerySet:
        visible = self.visible_to(user)
        if "view" in actions:
            return visible
        allowed = [obj.pk for obj in visible if self.user_has_any_permission_for_instance(user, actions, obj)]
        return self.model._default_manager.filter(pk__in=allowed)

    def users_with_any_permission_for_instance(self, actions: Any, instance: Any) -> models.QuerySet:
        viewers = self.viewers_of(instance)
        if "view" in actions:
            return viewers
        allowed = [user.pk for user in viewers if self.user_has_any_permission_for_instance(user, actions, instance)]
        return viewers.filter(pk__in=allowed)


def policy_of(thing: Any) -> Any:
    """Return the policy of a model or of an object."""
    return policy_registry.get_by_type(thing if isinstance(thing, type) else type(thing))


def can(user: Any, action: str, obj: Any) -> bool:
    """Tell whether `user` may do `action` with `obj`, as its model's policy says."""
    return bool(user.is_authenticated and user.is_active and policy_of(obj).can(user, action, obj))


def require(actor: Any, action: str, obj: Any) -> None:
    """Raise `PermissionDenied` unless `actor` may do `action` with `obj`."""
    if not can(actor, action, obj):
        raise PermissionDenied
