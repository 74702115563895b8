from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from laces.components import Component

from social_ext.comments.bubbles import draw, draw_own_acts
from social_ext.comments.models import Thread as ThreadRow
from social_ext.comments.readings import NOTHING, Line, Reading
from social_ext.comments.selectors import get_comment
from social_ext.reactions.bars import draw_bar


@dataclass
class Draft:
    """What stands in a composer when it is shown: words that were refused, and why."""

    body: str = ""
    error: str = ""
    parent: int | None = None
    anchor: str = ""


@dataclass
class Thread(Component):
    """A conversation with its composers, below a page and on a post's own page. They send to `action`."""

    template_name = "comments/_conversation.html"

    viewer: Any
    reading: Reading
    action: str
    draft: Draft = field(default_factory=Draft)

    def get_context_data(self, parent_context=None):
        reading = self.reading
        answered = self._answered()
        csrf_token = (parent_context or {}).get("csrf_token", "")
        return {
            "viewer": self.viewer,
            "bubbles": [self._draw(line, answered, csrf_token) for line in reading.transcript.lines],
            "heading": self._heading(),
            "is_page": not self._is_of_post,
            "action": self.action,
            "order": reading.order,
            "order_url": reading.home + ("" if reading.order else "?order=newest") + "#talk",
            "more_url": self._more_url(),
            "is_closed": reading.is_closed,
            "can_speak": not reading.is_closed,
            "draft": Draft(anchor=self.draft.anchor) if answered else self.draft,
            "csrf_token": csrf_token,
        }

    @property
    def _is_of_post(self) -> bool:
        thread = self.reading.conversation.thread
        return thread is not None and thread.kind == ThreadRow.POST

    def _answered(self) -> int | None:
        """Return the comment whose reply form is open: none when the comment is gone, so that no word is lost with it."""
        standing = {line.pk for line in self.reading.transcript.standing}
        return self.draft.parent if self.draft.parent in standing else None

    def _draw(self, line: Line, answered: int | None, csrf_token: str) -> SafeString:
        """Return a bubble, with what its author may do, and with the reply form where that is open."""
        is_own = line.author_id == self.viewer.pk and not line.is_removed
        own_acts = draw_own_acts(line.pk, csrf_token, is_open=not self.reading.is_closed) if is_own else NOTHING
        reactions = self._reactions(line, csrf_token)
        if line.pk != answered:
            return line.html(reactions, own_acts)
        bubble = self.reading.bubble(get_comment(self.viewer, line.pk))
        bubble = replace(bubble, own_acts=own_acts, reactions=reactions, draft=self.draft, action=self.action)
        return draw(bubble, csrf_token)

    def _reactions(self, line: Line, csrf_token: str) -> SafeString:
        if line.is_removed:
            return NOTHING
        found = self.reading.reactions.get(("comment", str(line.pk)))
        return draw_bar("comment", line.pk, found, csrf_token, is_open=not self.reading.is_closed)

    def _heading(self) -> str:
        thread = self.reading.conversation.thread
        if thread is not None and thread.kind == ThreadRow.POST:
            count = thread.comment_count
            return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}
        count = self.reading.transcript.people_count
        if not count:
            return _("Nobody talks on this page yet")
        if count == 1:
            return _("One person talks on this page")
        return _("%(count)s people talk on this page") % {"count": count}

    def _more_url(self) -> str:
        older = self.reading.transcript.older
        return self.reading.address_after(older, "talk") if older else ""
