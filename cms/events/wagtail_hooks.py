from django.utils.translation import get_language
from wagtail import hooks

from cms.core.api.fields import Fields
from cms.events.components import Attendees, ComingUp
from cms.events.selectors import attending, coming_events
from cms.events.shapes import EventFields, events_of_pages
from cms.pages.models import EventPage, HomePage

#: How many events stand beside the home page.
NEXT = 3


@hooks.register("construct_slot")
def show_events(slot, request, subject, components):
    if slot == "page_facts" and isinstance(subject, EventPage) and subject.live and subject.pk:
        components.append(Attendees(subject, attending(request.user, subject)))
    elif slot == "home_aside" and isinstance(subject, HomePage):
        coming = list(coming_events(request.user, language=get_language())[:NEXT])
        if coming:
            components.append(ComingUp(coming))


@hooks.register("register_api_fields")
def tell_events():
    return Fields("page", EventFields, events_of_pages)
