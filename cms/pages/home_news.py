"""The sections of the home page that pages fill: the lead, the newest news, those of one's own unit, what waits."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.files.selectors import visible_collections
from cms.pages import selectors
from cms.pages.components import Lead, News, Waits
from cms.pages.home import placed_sections
from cms.pages.lists import newest_news, news_of_unit
from cms.pages.models import HomePage, NewsPage
from cms.pages.pictures import open_picture

#: The section of the page that leads, that of the unit's news, and that of everybody's.
LEAD, UNIT_NEWS, NEWS = "lead", "unit_news", "news"

#: How many news stand in a section.
MOST = 3
#: That many are left for a section when the lead and another one took theirs.
ENOUGH = 2 * MOST + 1


class FrontNews:
    """The news of a home page for one viewer, loaded once for all sections; each stands in one of them."""

    def __init__(self, viewer: Any, home: HomePage):
        self.viewer, self.home = viewer, home
        self.sections = {placed.section.key for placed in placed_sections(home)}
        self.unit = viewer.profile.unit if UNIT_NEWS in self.sections else None
        self.told = {self.lead.translation_key} if LEAD in self.sections and self.lead else set()

    @cached_property
    def lead(self) -> Any:
        """The page that leads: the chosen one; the newest news where none was chosen, or not for this viewer."""
        return self.chosen or next(iter(self.news), None)

    @cached_property
    def chosen(self) -> Any:
        if LEAD not in self.sections or not self.home.lead_id:
            return None
        try:
            return selectors.get_page(self.viewer, self.home.lead_id)
        except Page.DoesNotExist:
            return None

    @cached_property
    def news(self) -> list[NewsPage]:
        """The newest news that the sections need, in one query."""
        wanted = Q(pk__in=[])
        if NEWS in self.sections or (LEAD in self.sections and self.chosen is None):
            wanted |= Q(pk__in=newest_news(self.viewer, self.home).values("pk")[:ENOUGH])
        if self.unit:
            wanted |= Q(pk__in=news_of_unit(self.viewer, self.home, self.unit).values("pk")[:ENOUGH])
        found = NewsPage.objects.filter(wanted).select_related("locale", "image", "unit")
        return list(found.order_by("-first_published_at", "-pk"))

    def take(self, news: Iterable[NewsPage]) -> list[NewsPage]:
        """Return the first of these that no section tells yet."""
        taken = [one for one in news if one.translation_key not in self.told][:MOST]
        self.told |= {one.translation_key for one in taken}
        return taken


def front_news(request: Any, home: HomePage) -> FrontNews:
    """Return the news of this home page, the same for all of its sections."""
    if not hasattr(request, "front_news"):
        request.front_news = FrontNews(request.user, home)
    return request.front_news


def build_lead(request: Any, home: HomePage) -> Lead | None:
    """Build the page that stands first."""
    lead = front_news(request, home).lead
    return lead and Lead(lead, open_picture(lead.image, visible_collections(request.user)))


def build_news(request: Any, home: HomePage) -> News | None:
    """Build the newest news of everybody that no other section tells."""
    front = front_news(request, home)
    return _rows(front.take(front.news), _("News"))


def build_unit_news(request: Any, home: HomePage) -> News | None:
    """Build the news of the viewer's own unit, and of those above it."""
    front = front_news(request, home)
    if front.unit is None:
        return None
    own = (one for one in front.news if one.unit and front.unit.path.startswith(one.unit.path))
    return _rows(front.take(own), _("News of %(unit)s") % {"unit": front.unit})


def _rows(news: list[NewsPage], heading: str) -> News | None:
    return News(news, heading) if news else None


def build_waiting(request: Any, home: HomePage) -> Waits | None:
    """Build what waits for the viewer, which the greeting has counted."""
    things = home.things_waiting  # type: ignore[attr-defined]
    return Waits(things) if things else None
