"""What other pages show of people. Everything is loaded before; drawing asks nothing."""

from collections.abc import Sequence

from laces.components import Component

from cms.people.models import User


class Arrivals(Component):
    """Who arrived lately, beside the home page."""

    template_name = "people/_arrivals.html"

    def __init__(self, people: Sequence[User]):
        self.people = people

    def get_context_data(self, parent_context=None):
        return {"people": self.people}
