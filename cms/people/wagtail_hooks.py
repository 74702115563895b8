from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.core.tick import Job
from cms.people.api import build_router
from cms.people.components import Arrivals
from cms.people.demo import DATES, load_people
from cms.people.selectors import people_who_arrived
from cms.people.services.leavers import let_leavers_go

#: How long somebody is new, and how many of them the home page greets.
NEW_FOR = timedelta(days=30)
MOST_NEW = 5


@hooks.register("construct_navigation")
def add_people(request, items):
    items.append({"label": _("People"), "url": reverse("people"), "icon": "people", "order": 50})


@hooks.register("register_tick")
def deactivate_leavers():
    return Job("let_leavers_go", every=timedelta(hours=1), run=lambda at: let_leavers_go(today=timezone.localdate(at)))


@hooks.register("construct_slot")
def show_arrivals(slot, request, subject, components):
    if slot == "home_aside":
        arrived = list(people_who_arrived(request.user, since=timezone.localdate() - NEW_FOR)[:MOST_NEW])
        if arrived:
            components.append(Arrivals(arrived))


@hooks.register("register_demo_dates")
def dates_of_demo_people():
    return DATES


@hooks.register("register_demo_loader", order=10)
def load_demo_people(company, say):
    load_people(company, say)


@hooks.register("register_api_router", order=10)
def add_api():
    return build_router()
