"""What a page and a post show of sharing. Everything is loaded before; drawing asks nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext
from laces.components import Component

from social_ext.activity.templatetags.talk import ago
from social_ext.sharing.cards import Card
from social_ext.sharing.selectors import RollUp, Talk


class ShareButton(Component):
    """The act that ends a page's line of trust."""

    template_name = "sharing/components/share_button.html"

    def __init__(self, page):
        self.page = page

    def get_context_data(self, parent_context=None):
        return {"page": self.page}


class Discussed(Component):
    """Where a page is discussed, as far as the viewer may see."""

    template_name = "sharing/components/discussed.html"

    def __init__(self, page, roll_up: RollUp):
        self.page, self.roll_up = page, roll_up

    def get_context_data(self, parent_context=None):
        return {"page": self.page, "rows": [row_of(talk) for talk in self.roll_up.in_spaces]}


def row_of(talk: Talk) -> dict[str, Any]:
    """Return the plain data of one line about a conversation: where, how much, when, and who."""
    count = talk.comment_count
    meta = ngettext("%(count)s comment · %(when)s", "%(count)s comments · %(when)s", count)
    return {
        "title": talk.space.name if talk.space else "",
        "url": reverse("post", args=[talk.post_id]),
        "meta": meta % {"count": count, "when": ago(talk.last_activity_at)},
        "people": talk.people,
    }


class TalkLine(Component):
    """The faces that talk about a page, and how many they are."""

    template_name = "sharing/components/talk_line.html"

    def __init__(self, roll_up: RollUp):
        self.roll_up = roll_up

    def get_context_data(self, parent_context=None):
        faces = list({person["username"]: person for talk in self.roll_up.talks for person in talk.people}.values())
        return {"roll_up": self.roll_up, "faces": faces}


class SharedPage(Component):
    """The card of a shared page inside a post."""

    template_name = "sharing/components/shared_page.html"

    def __init__(self, card: Card):
        self.card = card

    def get_context_data(self, parent_context=None):
        return {"card": self.card}
