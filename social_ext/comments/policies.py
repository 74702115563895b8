from typing import Any

from django.db.models import QuerySet

from cms.core.audiences import audiences_for, people_in
from cms.core.policies import ViewPolicy
from social_ext.comments.models import Thread, ThreadedComment


class ThreadPolicy(ViewPolicy):
    """Who may read a conversation may take part in it."""

    def can(self, user: Any, action: str, obj: Thread) -> bool:
        return action in {"view", "comment"} and obj.audience_id in audiences_for(user)


class CommentPolicy(ViewPolicy):
    """A comment is visible with its conversation; its author may change and remove it."""

    def can(self, user: Any, action: str, obj: ThreadedComment) -> bool:
        if obj.conversation.audience_id not in audiences_for(user):
            return False
        if action in {"view", "react"}:
            return True
        return action in {"change", "delete"} and obj.user_id == user.pk and not obj.is_removed

    def viewers_of(self, obj: ThreadedComment) -> QuerySet:
        return people_in(obj.conversation.audience)
