from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.core.tick import Job
from cms.people.api import build_router
from cms.people.demo import load_people
from cms.people.services.leavers import let_leavers_go


@hooks.register("construct_navigation")
def add_people(request, items):
    items.append({"label": _("People"), "url": reverse("people"), "icon": "people", "order": 50})


@hooks.register("register_tick")
def deactivate_leavers():
    return Job("let_leavers_go", every=timedelta(hours=1), run=lambda at: let_leavers_go(today=timezone.localdate(at)))


@hooks.register("register_demo_loader", order=10)
def load_demo_people(company, say):
    load_people(company, say)


@hooks.register("register_api_router", order=10)
def add_api():
    return build_router()
