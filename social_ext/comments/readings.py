"""A conversation as it is read somewhere: what all its readers see of it is drawn once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from social_ext.comments.bubbles import Bubble, draw
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.selectors import Conversation, Said
from social_ext.reactions.selectors import Name, Summary, summaries_of_all
from themes.kept import kept

#: Seconds: a new name or face of somebody who spoke is seen within a minute, and "3 minutes ago" is right.
KEPT_FOR = 60


#: Stand in a drawn bubble where the reactions and what only its author may do belong. What people write is escaped, never this.
REACTIONS = SafeString("<!--reactions-->")
OWN_ACTS = SafeString("<!--own acts-->")
NOTHING = SafeString("")


@dataclass(frozen=True)
class Line:
    """One comment as all its readers see it: drawn, with places for the reactions and for the acts of its author."""

    pk: int
    author_id: int | None
    anchor: str
    is_removed: bool
    before_reactions: SafeString
    before_own_acts: SafeString
    after_own_acts: SafeString

    def html(self, reactions: SafeString = NOTHING, own_acts: SafeString = NOTHING) -> SafeString:
        return self.before_reactions + reactions + self.before_own_acts + own_acts + self.after_own_acts


@dataclass(frozen=True)
class Part:
    """How much is said about one block of a page, and below which first comment that begins."""

    comment_count: int
    root: int


@dataclass(frozen=True)
class Transcript:
    """A page of a conversation as all its readers see it, and what is counted over all its pages."""

    lines: list[Line]
    older: int | None
    people_count: int
    parts: dict[str, Part]

    @property
    def standing(self) -> Iterator[Line]:
        """Return what was not removed."""
        return (line for line in self.lines if not line.is_removed)


EMPTY = Transcript([], None, 0, {})


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

    @property
    def name(self) -> list[Any]:
        """Return the plain data that say which part of a conversation stands here, and in which version."""
        thread, newest, before = self.conversation.thread, self.conversation.newest, self.conversation.before
        version = [thread.pk, thread.version] if thread is not None else None
        return [version, self.is_closed, newest, before, self.home, get_language()]

    @cached_property
    def transcript(self) -> Transcript:
        """Return the conversation as it stands in its present version."""
        thread = self.conversation.thread
        if thread is None or thread.version == Thread.UNTOUCHED:
            return EMPTY
        return kept("transcript", self.name, self._transcribe, seconds=KEPT_FOR)

    def _transcribe(self) -> Transcript:
        lines = [
            Line(comment.pk, comment.user_id, comment.anchor, comment.is_removed, *self._thirds(comment))
            for comment in self.conversation.comments
        ]
        said = self.conversation.said
        people = {one.author_id for one in said}  # those whose accounts are gone are one
        return Transcript(lines, self.conversation.older, len(people), _parts(said))

    @cached_property
    def reactions(self) -> dict[Name, Summary]:
        """Return the reactions to what stands here, and to the page that it is about, as the reader sees them: one query."""
        thread = self.conversation.thread
        if thread is None:
            return {}
        standing = [line.pk for line in self.transcript.standing]
        pages = [thread.page_key] if thread.page_key else []
        return summaries_of_all(self.conversation.viewer, {"page": pages, "comment": standing})

    def _thirds(self, comment: ThreadedComment) -> tuple[SafeString, SafeString, SafeString]:
        drawn = draw(replace(self.bubble(comment), reactions=REACTIONS, own_acts=OWN_ACTS))
        before, _place, rest = drawn.partition(REACTIONS)
        between, _place, after = rest.partition(OWN_ACTS)
        return SafeString(before), SafeString(between), SafeString(after)

    def address_after(self, before: int, place: str) -> str:
        """Return where the conversation is read on after one of its first comments."""
        order = f"order={self.order}&" if self.order else ""
        return f"{self.home}?{order}before={before}#{place}"

    def address_from(self, root: int) -> str:
        """Return where the conversation is read from one of its first comments on."""
        return self.address_after(root + 1 if self.conversation.newest else root - 1, f"comment-{root}")

    def bubble(self, comment: ThreadedComment) -> Bubble:
        """Return the bubble of a comment as it stands here."""
        order = f"order={self.order}&" if self.order else ""
        reply_url = f"{self.home}?{order}reply={comment.pk}#reply-{comment.pk}"
        return Bubble(comment, "" if self.is_closed else reply_url, self.order)


def _parts(said: list[Said]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for one in said:
        known = parts.get(one.anchor, Part(0, one.root))
        parts[one.anchor] = Part(known.comment_count + one.number, min(known.root, one.root))
    return parts
