"""What stands around a page: the ways beside it, how long it takes to read, links to its parts."""

import pytest

from cms.pages.outlines import reading_minutes
from tests.factories.pages import block, make_page, make_section, restrict
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


def test_neighbours_are_those_that_one_may_see(home, member_client, member):
    section = make_section()
    first, hidden, middle, last = (make_page(parent=section, title=title) for title in ("One", "Two", "Three", "Four"))
    restrict(hidden, GroupFactory())
    make_page(parent=section, live=False)

    def beside(page):
        context = member_client.get(page.url).context
        return [way and way["title"] for way in (context["previous"], context["next"])]

    assert [beside(page) for page in (first, middle, last)] == [[None, "Three"], ["One", "Four"], ["Three", None]]


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(149, "en", None), (228, "en", 1), (229, "en", 2), (390, "fr", 2), (391, "de", 3)],
)
def test_reading_time_follows_the_language(words, language, minutes):
    assert reading_minutes(words, language) == minutes


def test_heading_has_a_link_that_says_where_it_leads(home, member_client):
    shown = member_client.get(
        make_page(body=[block("heading", {"text": "Rest days", "level": "2", "anchor": "rest-days"})]).url
    ).text

    assert '<h2 id="rest-days">Rest days</h2>' in shown
    assert 'href="#rest-days" data-copy-link="#rest-days"' in shown
    assert 'aria-label="Link to “Rest days”"' in shown
