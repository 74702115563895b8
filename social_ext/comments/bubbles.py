"""The bubbles of a conversation: one looks the same to everyone, but for the acts of its author and who reacted."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from social_ext.activity.templatetags.talk import ago
from social_ext.comments.models import ThreadedComment


@dataclass
class Bubble:
    """One comment as it is met. `draft` stands in its open reply form, which sends to `action`."""

    comment: ThreadedComment
    reply_url: str
    order: str
    own_acts: str = ""
    reactions: str = ""
    draft: Any = None
    action: str = ""

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
    def meta(self) -> str:
        return unit_of(self.comment.user)

    @property
    def when(self) -> str:
        return ago(self.comment.submit_date)


def draw(bubble: Bubble, csrf_token: str = "") -> SafeString:
    """Return one bubble as HTML."""
    return render_to_string("comments/_comment.html", {"bubble": bubble, "csrf_token": csrf_token})


def draw_own_acts(pk: int, csrf_token: str, *, is_open: bool) -> SafeString:
    """Return as HTML what only the author of a comment may do with it."""
    return render_to_string("comments/_own_acts.html", {"pk": pk, "csrf_token": csrf_token, "is_open": is_open})


def unit_of(person: Any) -> str:
    """Return the name of a person's unit, loaded with the person."""
    profile = getattr(person, "profile", None)
    return str(profile.unit) if profile and profile.unit else ""
