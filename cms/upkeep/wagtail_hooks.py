from datetime import timedelta

from wagtail import hooks

from cms.core.tick import Job
from cms.pages.models import EventPage, HomePage, NewsPage
from cms.upkeep.components import Helpful, Overdue, ReviewLink
from cms.upkeep.context import add_care
from cms.upkeep.selectors.care import cares_of
from cms.upkeep.services.care import settle_pages
from cms.upkeep.services.links import check_all_inside, collect_all_links
from cms.upkeep.services.reminders import send_reminders
from cms.upkeep.tasks import enqueue_due_links
from cms.upkeep.waiting import waiting_for


@hooks.register("construct_page_context", order=10)
def show_care(request, page, context):
    add_care(request, page, context)


@hooks.register("construct_page_owners")
def owners_by_rule(pages, owners):
    owners.update({pk: care.shown_owner for pk, care in cares_of(pages).items()})


@hooks.register("construct_slot")
def show_upkeep(slot, request, subject, components):
    if isinstance(subject, HomePage):
        return
    if slot == "page_facts" and not isinstance(subject, NewsPage | EventPage):
        components.append(Overdue())
    elif slot == "page_actions":
        components.append(ReviewLink())


@hooks.register("construct_slot", order=50)
def ask_whether_it_helped(slot, request, subject, components):
    if slot == "page_aside" and not isinstance(subject, HomePage):
        components.append(Helpful())


@hooks.register("construct_waiting")
def add_reviews(viewer, things):
    things.extend(waiting_for(viewer))


@hooks.register("register_tick")
def settle_what_no_signal_told():
    return Job("settle_upkeep", every=timedelta(hours=1), run=lambda at: settle_pages())


@hooks.register("register_tick")
def remind_of_reviews():
    return Job("review_reminders", every=timedelta(hours=1), run=lambda at: send_reminders(at=at))


@hooks.register("register_tick")
def ask_addresses_elsewhere():
    return Job("check_links", every=timedelta(minutes=1), run=enqueue_due_links)


@hooks.register("register_tick")
def look_through_all_links():
    return Job("collect_links", every=timedelta(days=1), run=lambda at: _look_through())


def _look_through():
    collect_all_links()
    check_all_inside()
