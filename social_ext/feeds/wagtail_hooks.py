from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from social_ext.feeds import selectors
from social_ext.feeds.api import build_router
from social_ext.feeds.components import YourNetwork, YourSpaces

#: How many items of the feed the home page shows.
ON_HOME_PAGE = 5


@hooks.register("construct_navigation")
def add_network_and_spaces(request, items):
    items.append({"label": _("Network"), "url": reverse("network"), "icon": "network", "order": 30})
    items.append({"label": _("Spaces"), "url": reverse("spaces"), "icon": "spaces", "order": 40})


@hooks.register("construct_slot")
def show_network_on_home_page(slot, request, subject, components):
    if slot == "home_main":
        components.append(YourNetwork(selectors.newest(request.user, ON_HOME_PAGE)))
    elif slot in {"home_aside", "network_aside"}:
        components.append(YourSpaces(selectors.my_spaces(request.user)))


@hooks.register("register_api_router", order=90)
def add_api():
    return build_router()
