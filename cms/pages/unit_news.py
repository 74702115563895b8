"""What pages bring to the page of a unit: its sections, and its newest news."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from laces.components import Component

from cms.pages.components import News, SectionsOfUnit
from cms.pages.lists import news_from_unit, sections_of_unit
from cms.people.models import BusinessUnit

#: How many news and how many sections stand there.
MOST_NEWS, MOST_SECTIONS = 3, 10


def build_sections_of_unit(viewer: Any, unit: BusinessUnit) -> list[Component]:
    """Build the sections of a unit that this viewer may see; nothing where there is none."""
    sections = list(sections_of_unit(viewer, unit, get_language() or "")[:MOST_SECTIONS])
    return [SectionsOfUnit(sections)] if sections else []


def build_news_of_unit(viewer: Any, unit: BusinessUnit) -> list[Component]:
    """Build the newest news of a unit and of those below it that this viewer may see; nothing where there is none."""
    news = list(news_from_unit(viewer, unit, get_language() or "")[:MOST_NEWS])
    return [News(news, _("News"), via="unit")] if news else []
