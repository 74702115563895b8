from django.utils.translation import get_language, gettext_lazy
from wagtail import hooks

from cms.core.api.fields import Fields
from cms.core.home_sections import ASIDE, HomeSection
from cms.events.components import Attendees, ComingUp
from cms.events.demo import keep_events_ahead
from cms.events.selectors import attending, coming_events
from cms.events.shapes import EventFields, events_of_pages
from cms.pages.models import EventPage

#: How many events stand beside the home page.
NEXT = 3


@hooks.register("construct_slot")
def show_events(slot, request, subject, components):
    if slot == "page_facts" and isinstance(subject, EventPage) and subject.live and subject.pk:
        components.append(Attendees(subject, attending(request.user, subject)))


@hooks.register("register_home_section")
def coming_section():
    return HomeSection("events", gettext_lazy("What comes up"), ASIDE, _build_coming, order=30)


def _build_coming(request, home):
    coming = list(coming_events(request.user, language=get_language())[:NEXT])
    return ComingUp(coming) if coming else None


@hooks.register("register_demo_loader", order=25)
def keep_demo_events_ahead(company, say):
    keep_events_ahead(company)


@hooks.register("register_api_fields")
def tell_events():
    return Fields("page", EventFields, events_of_pages)
