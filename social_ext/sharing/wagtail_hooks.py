from wagtail import hooks

from cms.core.api.fields import Fields
from cms.pages.models import ContentPage
from social_ext.sharing import demo
from social_ext.sharing.api import build_router
from social_ext.sharing.cards import cards
from social_ext.sharing.components import Discussed, ShareButton, SharedPage, TalkLine
from social_ext.sharing.models import Share
from social_ext.sharing.selectors import roll_up
from social_ext.sharing.shapes import WithCard, cards_of_posts


@hooks.register("construct_slot")
def show_sharing(slot, request, subject, components):
    if not isinstance(subject, ContentPage) or not subject.live or subject.pk is None:
        return
    if slot == "page_actions":
        components.append(ShareButton(subject))
    elif slot == "page_aside":
        components.append(Discussed(subject, roll_up(request.user, subject, own=_own_thread(subject))))
    elif slot == "home_lead":
        components.append(TalkLine(roll_up(request.user, subject)))


def _own_thread(page):
    """Return the conversation of a page whose reading was loaded for its body."""
    reading = getattr(page, "reading", None)
    return reading.conversation.thread if reading else None


@hooks.register("register_api_fields")
def add_cards_to_posts():
    return Fields("post", WithCard, cards_of_posts)


@hooks.register("register_demo_loader", order=30)
def load_demo_network(company, say):
    demo.load_network(company, say)


@hooks.register("register_demo_dates")
def dates_of_demo_network():
    return demo.DATES


@hooks.register("construct_posts_context")
def show_cards(viewer, posts):
    shares = list(Share.objects.filter(post__in=posts))
    resolved = cards(viewer, shares)
    return {share.post_id: [SharedPage(resolved[share.pk])] for share in shares}


@hooks.register("register_api_router", order=80)
def add_api():
    return build_router()
