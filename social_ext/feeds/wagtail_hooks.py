from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from cms.core.home_sections import ASIDE, MAIN, HomeSection
from social_ext.feeds import selectors
from social_ext.feeds.api import build_router
from social_ext.feeds.components import YourNetwork, YourSpaces

#: How many items of the feed the home page shows.
ON_HOME_PAGE = 5


@hooks.register("construct_navigation")
def add_network_and_spaces(request, items):
    items.append({"label": _("Network"), "url": reverse("network"), "icon": "network", "order": 30})
    items.append({"label": _("Spaces"), "url": reverse("spaces"), "icon": "spaces", "order": 40})


@hooks.register("register_home_section")
def network_section():
    return HomeSection("feed", gettext_lazy("What is said on the network"), MAIN, _build_network, order=30)


@hooks.register("register_home_section")
def spaces_section():
    return HomeSection("spaces", gettext_lazy("The reader's spaces"), ASIDE, _build_spaces, order=20)


@hooks.register("construct_slot")
def show_spaces_beside_the_network(slot, request, subject, components):
    if slot == "network_aside":
        components.append(_build_spaces(request))


def _build_network(request, home):
    return YourNetwork(selectors.newest(request.user, ON_HOME_PAGE))


def _build_spaces(request, home=None):
    return YourSpaces(selectors.my_spaces(request.user))


@hooks.register("register_api_router", order=90)
def add_api():
    return build_router()
