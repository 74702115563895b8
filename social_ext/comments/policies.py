from typing import Any

from django.db.models import QuerySet

from cms.core.audiences import audiences_for, people_in
from cms.core.policies import ViewPolicy, can
from social_ext.comments.models import Thread, ThreadedComment


class ThreadPolicy(ViewPolicy):
    """Who may read a conversation may take part in it."""

    def can(self, user: Any, action: str, obj: Thread) -> bool:
        return action in {"view", "comment"} and obj.audience_id in audiences_for(user)


class CommentPolicy(ViewPolicy):
    """A comment is visible with its conversation; its author may change it, and who keeps the space remove it too."""

    def can(self, user: Any, action: str, obj: ThreadedComment) -> bool:
        if obj.conversation.audience_id not in audiences_for(user):
            return False
        match action:
            case "view":
                return True
            case "react":
                return not obj.is_removed and obj.conversation.is_open
            case "change":
                return obj.user_id == user.pk and not obj.is_removed
            case "delete":
                return obj.user_id == user.pk or self._moderates(user, obj.conversation)
        return False

    def viewers_of(self, obj: ThreadedComment) -> QuerySet:
        return people_in(obj.conversation.audience)

    def _moderates(self, user: Any, thread: Thread) -> bool:
        # Spaces stand above this app: the way leads back through the post.
        return thread.kind == Thread.POST and can(user, "moderate", thread.post.space)
