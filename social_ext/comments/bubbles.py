"""The bubbles of a conversation, drawn once and kept.

A bubble looks the same to everyone but its author, who may change it. What is kept is named by all that it shows, so it is
never wrong, and it is only ever asked for by those who have just been given the comments themselves.
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

    @property
    def is_shared(self) -> bool:
        """Tell whether all who see the comment see it drawn like this."""
        return not self.is_own and self.draft is None

    @property
    def shown(self) -> tuple:
        """Return all that can be seen of the bubble."""
        comment, author = self.comment, self.comment.user
        face = (author.username, author.display_name, author.avatar) if author else ()
        said = (comment.pk, comment.version, comment.is_removed, comment.level, comment.anchor, comment.language)
        return (*said, comment.comment, *face, self.meta, self.when, self.reply_url)


def drawn(bubbles: list[Bubble], csrf_token: str) -> list[SafeString]:
    """Return the bubbles as HTML; those that all readers share come from the cache where they are kept."""
    shared = [bubble for bubble in bubbles if bubble.is_shared]
    kept = dict(zip((bubble.id for bubble in shared), _drawn_for_all(shared), strict=True))
    return [kept[bubble.id] if bubble.id in kept else _draw(bubble, csrf_token) for bubble in bubbles]


def _drawn_for_all(bubbles: list[Bubble]) -> list[SafeString]:
    if not bubbles:
        return []
    shown = (get_language(), [bubble.shown for bubble in bubbles])
    name = f"bubbles:{sha256(repr(shown).encode()).hexdigest()}"
    kept = cache.get(name)
    if kept is None:
        kept = [_draw(bubble, "") for bubble in bubbles]
        cache.set(name, kept, KEPT_FOR)
    return kept


def _draw(bubble: Bubble, csrf_token: str) -> SafeString:
    return render_to_string("comments/_comment.html", {"bubble": bubble, "csrf_token": csrf_token})


def unit_of(person: Any) -> str:
    """Return the name of a person's unit, loaded with the person."""
    profile = getattr(person, "profile", None)
    return str(profile.unit) if profile and profile.unit else ""
