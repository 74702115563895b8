"""A conversation as it is read somewhere: what all its readers see of it is drawn once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from social_ext.comments.bubbles import Bubble, draw
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.selectors import Conversation
from themes.kept import kept

#: Seconds: a new name or face of somebody who spoke is seen within a minute, and "3 minutes ago" is right.
KEPT_FOR = 60


#: Stands in a drawn bubble where its author finds what only authors may do. What people write is escaped, never this.
OWN_ACTS = SafeString("<!--own acts-->")
NOTHING = SafeString("")


@dataclass(frozen=True)
class Line:
    """One comment as all its readers see it: drawn, with a place for the acts of its author."""

    pk: int
    author_id: int | None
    anchor: str
    is_removed: bool
    before_own_acts: SafeString
    after_own_acts: SafeString

    def html(self, own_acts: SafeString = NOTHING) -> SafeString:
        return self.before_own_acts + own_acts + self.after_own_acts


@dataclass(frozen=True)
class Transcript:
    """A page of a conversation as all its readers see it."""

    lines: list[Line]
    older: int | None

    @property
    def standing(self) -> Iterator[Line]:
        """Return what was not removed."""
        return (line for line in self.lines if not line.is_removed)

    @property
    def people_count(self) -> int:
        return len({line.author_id for line in self.standing})


@dataclass
class Reading:
    """A conversation at the address where it is read. Whoever has its thread may read all of it."""

    conversation: Conversation
    home: str

    @property
    def is_closed(self) -> bool:
        return self.conversation.thread is not None and not self.conversation.thread.is_open

    @property
    def order(self) -> str:
        return "newest" if self.conversation.newest else ""

    @cached_property
    def transcript(self) -> Transcript:
        """Return the conversation as it stands in its present version."""
        thread, newest, before = self.conversation.thread, self.conversation.newest, self.conversation.before
        if thread is None or thread.version == Thread.UNTOUCHED:
            return Transcript([], None)
        told = [thread.pk, thread.version, self.is_closed, newest, before, self.home, get_language()]
        return kept("transcript", told, self._transcribe, seconds=KEPT_FOR)

    def _transcribe(self) -> Transcript:
        lines = [
            Line(comment.pk, comment.user_id, comment.anchor, comment.is_removed, *self._halves(comment))
            for comment in self.conversation.comments
        ]
        return Transcript(lines, self.conversation.older)

    def _halves(self, comment: ThreadedComment) -> tuple[SafeString, SafeString]:
        before, _place, after = draw(replace(self.bubble(comment), own_acts=OWN_ACTS)).partition(OWN_ACTS)
        return SafeString(before), SafeString(after)

    def bubble(self, comment: ThreadedComment) -> Bubble:
        """Return the bubble of a comment as it stands here."""
        order = f"order={self.order}&" if self.order else ""
        reply_url = f"{self.home}?{order}reply={comment.pk}#reply-{comment.pk}"
        return Bubble(comment, "" if self.is_closed else reply_url, self.order)
