from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.context import BaseContext
from django.utils.html import format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from laces.components import Component

from social_ext.comments.bubbles import unit_of
from social_ext.comments.models import ThreadedComment
from social_ext.reactions.bars import draw_bar
from social_ext.reactions.selectors import Summary
from social_ext.spaces.models import Post, Space, State, Visibility

#: A question of at most so many characters, on one line, is set as a title.
TITLE_LENGTH = 160


@dataclass
class PostCard(Component):
    """A post with what other apps add to it and its newest comments; `is_whole` on its own page."""

    template_name = "spaces/_post.html"

    viewer: Any
    post: Post
    comments: list[ThreadedComment] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    is_whole: bool = False
    reactions: Summary | None = None

    def get_context_data(self, parent_context=None):
        post, is_title = self.post, self._is_title()
        csrf_token = (parent_context or BaseContext()).get("csrf_token", "")
        is_own = post.author_id == self.viewer.pk and post.removed_at is None
        return {
            "post": post,
            "id": f"post-{post.pk}",
            "url": post.url,
            "verb": self._verb(),
            "title": post.body if is_title else "",
            "text": "" if is_title else post.body,
            "state": "removed" if post.removed_at else "visible",
            "parts": format_html_join("\n", "{}", ((part.render_html(parent_context),) for part in self._parts())),
            "talk_label": self._talk_label(),
            "bubbles": [_bubble(comment) for comment in self.comments],
            "is_whole": self.is_whole,
            "is_own": is_own,
            "is_archived": post.space.archived_at is not None,
            "reactions": self._reactions(csrf_token),
            "csrf_token": csrf_token,
        }

    def _parts(self) -> list[Component]:
        return [] if self.post.removed_at else self.parts

    def _reactions(self, csrf_token: str) -> str:
        post = self.post
        if post.removed_at:
            return ""
        return draw_bar("post", post.pk, self.reactions, csrf_token, is_open=post.thread.is_open)

    def _is_title(self) -> bool:
        body = self.post.body
        return self.post.kind == Post.Kind.QUESTION and len(body) <= TITLE_LENGTH and "\n" not in body

    def _verb(self) -> str:
        verbs: dict[str, str] = {Post.Kind.QUESTION: _("asked"), Post.Kind.SHARE: _("shared a page")}
        return verbs.get(self.post.kind, "")

    def _talk_label(self) -> str:
        count = self.post.thread.comment_count
        if not count:
            return _("Answer") if self.post.kind == Post.Kind.QUESTION else _("Comment")
        if self.post.kind == Post.Kind.QUESTION:
            return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": count}
        return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}


def _bubble(comment: ThreadedComment) -> dict[str, Any]:
    return {
        "comment": comment,
        "meta": unit_of(comment.user),
        "language": comment.language if comment.language != get_language() else "",
    }


def kind_of(space: Space) -> str:
    """Return what sort of space it is, in two words."""
    if space.is_personal:
        return _("Your own space")
    words: dict[str, str] = {Visibility.OPEN: _("Open %(kind)s"), Visibility.CLOSED: _("Closed %(kind)s")}
    return words.get(space.visibility, _("Secret %(kind)s")) % {"kind": space.get_kind_display()}


def facts_of(space: Space) -> str:
    """Return the line below a space's name."""
    members = ngettext("%(count)s member", "%(count)s members", space.member_count) % {"count": space.member_count}
    return " · ".join([kind_of(space), members])


def card_of(space: Space) -> dict[str, str]:
    """Return what the list of spaces shows of one."""
    standing: dict[str | None, str] = {State.REQUESTED: _("asked to join"), State.INVITED: _("you are invited")}
    return {
        "name": space.name,
        "url": space.url,
        "key": space.slug,
        "meta": facts_of(space),
        "text": space.purpose,
        "badge": standing.get(space.own_state, ""),
        "tone": "clay" if space.own_state == State.INVITED else "plain",
    }


class SpacesOfUnit(Component):
    """The spaces of a unit, on its page."""

    template_name = "spaces/_of_unit.html"

    def __init__(self, spaces: Sequence[Space]):
        self.spaces = spaces

    def get_context_data(self, parent_context=None):
        return {"cards": [card_of(space) for space in self.spaces]}
