"""What other pages show of people. Everything is loaded before; drawing asks nothing."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from laces.components import Component

from cms.people.models import User


class Arrivals(Component):
    """Who arrived lately, beside the home page."""

    template_name = "people/_arrivals.html"
    heading: str | Promise = _("New here")

    def __init__(self, people: Sequence[User]):
        self.people = people

    def get_context_data(self, parent_context=None):
        return {"people": self.people, "heading": self.heading}
