from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from cms.core.home_sections import ASIDE, HomeSection
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


@hooks.register("register_home_section")
def arrivals_section():
    return HomeSection("arrivals", gettext_lazy("People who arrived"), ASIDE, _build_arrivals, order=40)


def _build_arrivals(request, home):
    arrived = list(people_who_arrived(request.user, since=timezone.localdate() - NEW_FOR)[:MOST_NEW])
    return Arrivals(arrived) if arrived else None


@hooks.register("register_demo_dates")
def dates_of_demo_people():
    return DATES


@hooks.register("register_demo_loader", order=10)
def load_demo_people(company, say):
    load_people(company, say)


@hooks.register("register_api_router", order=10)
def add_api():
    return build_router()
