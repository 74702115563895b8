"""What a page and a post show of sharing. Everything is loaded before; drawing asks nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from laces.components import Component

from social_ext.activity.templatetags.talk import ago
from social_ext.sharing.cards import Card
from social_ext.sharing.models import PlannedShare
from social_ext.sharing.selectors import Plan, RollUp, Talk

#: Code of the rule that stopped a planned share -> the sentence for whoever planned it.
REASONS = {
    "space_unknown": _("It was not sent, because you may no longer post there."),
    "space_archived": _("It was not sent, because the space was archived."),
    "page_hidden": _("It was not sent, because you may no longer see the page."),
}
OTHER_REASON = _("It was not sent. Look whether the space still takes posts, and share the page by hand.")


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


class PlannedShares(Component):
    """What goes out when a page is published, and what came of earlier plans: for its editors and those who approve."""

    template_name = "sharing/components/planned_shares.html"

    def __init__(self, page, plans: list[Plan], *, may_plan: bool):
        self.page, self.plans, self.may_plan = page, plans, may_plan

    def get_context_data(self, parent_context=None):
        rows = [plan_row(plan) for plan in self.plans]
        waiting = sum(plan.planned.state == PlannedShare.State.WAITING for plan in self.plans)
        return {"page": self.page, "rows": rows, "waiting": waiting, "may_plan": self.may_plan}


def plan_row(plan: Plan) -> dict[str, Any]:
    """Return the plain data of one planned share."""
    planned = plan.planned
    return {
        "pk": planned.pk,
        "space": planned.space.name if plan.knows_space else "",
        "words": planned.message if plan.is_own or plan.reads_words else "",
        "who": planned.actor.display_name,
        "state": planned.state,
        "label": planned.get_state_display(),
        "reason": _reason(plan),
        "may_withdraw": plan.may_withdraw,
    }


def _reason(plan: Plan) -> str:
    """Tell why it was not sent only to who planned it: the reason says what they may do."""
    if plan.planned.state != PlannedShare.State.REFUSED or not plan.is_own:
        return ""
    return str(REASONS.get(plan.planned.reason, OTHER_REASON))
