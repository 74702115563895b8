"""The bubbles of a conversation, drawn once and kept.

A bubble looks the same to everyone but its author, who may change it. What is kept is named by all that it shows, so it is
never wrong, and it is only ever asked for by those who have just been given the comment itself.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from social_ext.activity.templatetags.talk import ago
from social_ext.comments.models import ThreadedComment

KEPT_FOR = 15 * 60  # seconds


@dataclass
class Bubble:
    """One comment, as one viewer meets it. `draft` stands in its open reply form."""

    comment: ThreadedComment
    is_own: bool
    draft: Any
    reply_url: str
    action: str
    order: str

    @property
    def id(self) -> str:
        return f"comment-{self.comment.pk}"

    @property
    def reply_id(self) -> str:
        return f"reply-{self.comment.pk}"

    @property
    def url(self) -> str:
        return f"#comment-{self.comment.pk}"

    @property
    def author(self) -> Any:
        return self.comment.user

    @property
    def state(self) -> str:
        return "removed" if self.comment.is_removed else "visible"

    @property
    def language(self) -> str:
        return self.comment.language if self.comment.language != get_language() else ""

    @property
    def edit_url(self) -> str:
        return reverse("comment_edit", args=[self.comment.pk]) if self.is_own else ""

    @property
    def remove_url(self) -> str:
        return reverse("comment_remove", args=[self.comment.pk]) if self.is_own else ""

    @cached_property
    def meta(self) -> str:
        return unit_of(self.comment.user)

    @cached_property
    def when(self) -> str:
        return ago(self.comment.submit_date)

    @cached_property
    def kept_as(self) -> str:
        """Return the name under which the drawn bubble is kept; empty when it is this viewer's alone."""
        if self.is_own or self.draft is not None:
            return ""
        comment, author = self.comment, self.comment.user
        face = (author.username, author.display_name, author.avatar) if author else ()
        shown = (comment.pk, comment.version, self.state, comment.level, comment.anchor, *face, self.meta, self.when)
        said = sha256(repr((*shown, self.reply_url, get_language(), comment.comment)).encode()).hexdigest()
        return f"bubble:{said}"


def drawn(bubbles: list[Bubble], csrf_token: str) -> list[SafeString]:
    """Return the bubbles as HTML, from the cache where they are kept."""
    kept = cache.get_many([bubble.kept_as for bubble in bubbles if bubble.kept_as])
    fresh = {
        bubble.kept_as: _draw(bubble, csrf_token) for bubble in bubbles if bubble.kept_as and bubble.kept_as not in kept
    }
    if fresh:
        cache.set_many(fresh, KEPT_FOR)
    known = kept | fresh
    return [known[bubble.kept_as] if bubble.kept_as else _draw(bubble, csrf_token) for bubble in bubbles]


def _draw(bubble: Bubble, csrf_token: str) -> SafeString:
    return render_to_string("comments/_comment.html", {"bubble": bubble, "csrf_token": csrf_token})


def unit_of(person: Any) -> str:
    """Return the name of a person's unit, loaded with the person."""
    profile = getattr(person, "profile", None)
    return str(profile.unit) if profile and profile.unit else ""
