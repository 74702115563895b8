from datetime import timedelta

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from cms.core.addresses import url_of
from cms.core.api.fields import Fields
from cms.core.tick import Job
from cms.pages.dashboard import MOST, EditorList, Row
from cms.pages.models import ContentPage
from social_ext.sharing import demo, views
from social_ext.sharing.api import build_router
from social_ext.sharing.cards import cards
from social_ext.sharing.components import Discussed, PlannedShares, ShareButton, SharedPage, TalkLine
from social_ext.sharing.models import Share
from social_ext.sharing.selectors import most_discussed, plans, roll_up, threads_of_cards
from social_ext.sharing.services import deliver_overdue_shares
from social_ext.sharing.shapes import WithCard, cards_of_posts


@hooks.register("construct_slot")
def show_sharing(slot, request, subject, components):
    if not isinstance(subject, ContentPage) or not subject.live or subject.pk is None:
        return
    if slot == "page_actions":
        components.append(ShareButton(subject))
    elif slot == "page_aside":
        components.append(Discussed(subject, roll_up(request.user, subject, threads=getattr(subject, "threads", None))))
    elif slot == "home_lead":
        components.append(TalkLine(roll_up(request.user, subject)))


@hooks.register("find_threads_about")
def conversations_of_cards(page):
    return threads_of_cards(page)


@hooks.register("register_api_fields")
def add_cards_to_posts():
    return Fields("post", WithCard, cards_of_posts)


@hooks.register("register_demo_loader", order=30)
def load_demo_network(company, say):
    demo.load_network(company, say)


@hooks.register("register_demo_loader", order=45)
def load_planned_shares(company, say):
    demo.plan_demo_shares(company)


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


@hooks.register("construct_slot")
def show_planned_shares(slot, request, subject, components):
    if slot != "page_editor" or not isinstance(subject, ContentPage) or subject.pk is None or subject.alias_of_id:
        return
    may_plan = subject.permissions_for_user(request.user).can_edit()
    components.append(PlannedShares(subject, plans(request.user, subject), may_plan=may_plan))


@hooks.register("register_admin_urls")
def addresses_of_planned_shares():
    return [
        path("pages/<int:pk>/planned-shares/", views.planned_shares, name="planned_shares"),
        path("pages/<int:pk>/planned-shares/<int:plan>/withdraw/", views.withdraw, name="planned_share_withdraw"),
    ]


@hooks.register("register_tick")
def send_forgotten_shares():
    return Job("send_planned_shares", every=timedelta(minutes=5), run=lambda at: deliver_overdue_shares())


@hooks.register("construct_editor_dashboard", order=10)
def add_most_discussed(viewer, lists):
    found = most_discussed(viewer, since=timezone.now() - timedelta(days=30), most=MOST)
    rows = [Row(page.title, url_of(page), _comments(number), page.locale.language_code) for page, number in found]
    empty = _("Nothing was said about pages in the last month.")
    lists.append(EditorList("discussed", _("Most discussed this month"), rows, empty))


def _comments(number):
    return ngettext("%(number)s comment", "%(number)s comments", number) % {"number": number}
