from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from laces.components import Component

from social_ext.comments.bubbles import Bubble, drawn
from social_ext.comments.models import Thread as ThreadRow
from social_ext.comments.selectors import Conversation


@dataclass
class Draft:
    """What stands in a composer when it is shown: words that were refused, and why."""

    body: str = ""
    error: str = ""
    parent: int | None = None
    anchor: str = ""


@dataclass
class Thread(Component):
    """A conversation with its composers, below a page and on a post's own page.

    `home` is the address of the page that shows it, `action` the one that its composers send to.
    """

    template_name = "comments/_conversation.html"

    viewer: Any
    conversation: Conversation
    home: str
    action: str
    newest: bool = False
    draft: Draft = field(default_factory=Draft)

    def get_context_data(self, parent_context=None):
        is_closed = self.conversation.thread is not None and not self.conversation.thread.is_open
        answered = self._answered()
        csrf_token = (parent_context or {}).get("csrf_token", "")
        return {
            "viewer": self.viewer,
            "bubbles": drawn(self._bubbles(is_closed, answered), csrf_token),
            "heading": self._heading(),
            "is_page": not self._is_of_post,
            "action": self.action,
            "order": "newest" if self.newest else "",
            "order_url": self.home + ("" if self.newest else "?order=newest") + "#talk",
            "more_url": self._more_url(),
            "is_closed": is_closed,
            "can_speak": not is_closed,
            "draft": Draft(anchor=self.draft.anchor) if answered else self.draft,
            "csrf_token": csrf_token,
        }

    @property
    def _is_of_post(self) -> bool:
        return self.conversation.thread is not None and self.conversation.thread.kind == ThreadRow.POST

    def _answered(self) -> int | None:
        """Return the comment whose reply form is open: none when the comment is gone, so that no word is lost with it."""
        standing = {comment.pk for comment in self.conversation.comments if not comment.is_removed}
        return self.draft.parent if self.draft.parent in standing else None

    def _heading(self) -> str:
        thread = self.conversation.thread
        if thread is not None and thread.kind == ThreadRow.POST:
            count = thread.comment_count
            return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}
        count = self.conversation.people_count
        if not self.conversation.comments or not count:
            return _("Nobody talks about this page yet")
        if count == 1:
            return _("One person talks about this page")
        return _("%(count)s people talk about this page") % {"count": count}

    def _more_url(self) -> str:
        if not self.conversation.older:
            return ""
        order = "order=newest&" if self.newest else ""
        return f"{self.home}?{order}before={self.conversation.older}#talk"

    def _bubbles(self, is_closed: bool, answered: int | None) -> list[Bubble]:
        order = "order=newest&" if self.newest else ""
        return [
            Bubble(
                comment=comment,
                is_own=comment.user_id == self.viewer.pk and not comment.is_removed,
                draft=self.draft if comment.pk == answered else None,
                reply_url=f"{self.home}?{order}reply={comment.pk}#reply-{comment.pk}" if not is_closed else "",
                action=self.action,
                order="newest" if self.newest else "",
            )
            for comment in self.conversation.comments
        ]
