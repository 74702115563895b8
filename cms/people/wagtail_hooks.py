from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.people.api import build_router
from cms.people.demo import load_people


@hooks.register("construct_navigation")
def add_people(request, items):
    items.append({"label": _("People"), "url": reverse("people"), "icon": "people", "order": 50})


@hooks.register("register_demo_loader", order=10)
def load_demo_people(company, say):
    load_people(company, say)


@hooks.register("register_api_router", order=10)
def add_api():
    return build_router()
