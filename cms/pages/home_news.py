"""The sections of the home page that pages fill: the lead, the newest news, those of one's own unit, what waits."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.home_sections import sections_of
from cms.files.selectors import visible_collections
from cms.pages import selectors
from cms.pages.components import Lead, News, Waits
from cms.pages.lists import newest_news, news_of_unit
from cms.pages.models import HomePage
from cms.pages.pictures import open_picture

#: The section of the page that leads.
LEAD = "lead"

#: How many news stand in a section.
MOST = 3


def build_lead(request: Any, home: HomePage) -> Lead | None:
    """Build the page that stands first, when this viewer may see it; where none is chosen, the newest news."""
    lead = _chosen(request.user, home) if home.lead_id else next(iter(_newest(request, home)), None)
    return lead and Lead(lead, open_picture(lead.image, visible_collections(request.user)))


def _chosen(viewer: Any, home: HomePage) -> Any:
    try:
        return selectors.get_page(viewer, home.lead_id or 0)
    except Page.DoesNotExist:
        return None


def _newest(request: Any, home: HomePage) -> list[Any]:
    """Return the newest news, loaded once for the sections that show them."""
    if not hasattr(request, "newest_news"):
        request.newest_news = list(newest_news(request.user, home).select_related("image")[: MOST + 1])
    return request.newest_news


def build_news(request: Any, home: HomePage) -> News | None:
    """Build the newest news of everybody, without the one that leads already."""
    newest, leading = _newest(request, home), None
    if any(section.key == LEAD for section in sections_of(home)):
        leading = home.lead_id or (newest[0].pk if newest else None)
    return _rows([one for one in newest if one.pk != leading], _("News"))


def build_unit_news(request: Any, home: HomePage) -> News | None:
    """Build the news of the viewer's own unit, and of those above it."""
    unit = request.user.profile.unit
    return _rows(news_of_unit(request.user, home, unit), _("News of %(unit)s") % {"unit": unit}) if unit else None


def _rows(found: Sequence[Any], heading: str) -> News | None:
    news = list(found[:MOST])
    return News(news, heading) if news else None


def build_waiting(request: Any, home: HomePage) -> Waits | None:
    """Build what waits for the viewer, which the greeting has counted."""
    things = home.things_waiting  # type: ignore[attr-defined]
    return Waits(things) if things else None
