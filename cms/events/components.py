"""What pages show of events. Everything is loaded before; drawing asks nothing."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from laces.components import Component

from cms.events.selectors import Attending, is_over
from cms.pages.models import EventPage


class Attendees(Component):
    """Who comes to an event, and the act to come too."""

    template_name = "events/_attending.html"

    def __init__(self, event: EventPage, attending: Attending):
        self.event, self.attending = event, attending

    def get_context_data(self, parent_context=None):
        seats = self.event.seats
        return {
            "event": self.event,
            "attending": self.attending,
            "is_over": is_over(self.event),
            "is_full": seats is not None and self.attending.count >= seats,
            "action": reverse("attendance", args=[self.event.pk]),
            "csrf_token": str((parent_context or {}).get("csrf_token", "")),
        }


class ComingUp(Component):
    """The next few events, beside the home page."""

    template_name = "events/_coming.html"
    heading: str | Promise = _("Coming up")

    def __init__(self, events: Sequence[EventPage]):
        self.events = events

    def get_context_data(self, parent_context=None):
        return {"events": self.events, "heading": self.heading}
