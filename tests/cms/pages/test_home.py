"""The home page, as its editors arrange it."""

import pytest
from django.conf import settings

from cms.core.home_sections import home_sections
from cms.pages.models import HomePage
from tests.factories.files import make_image
from tests.factories.pages import make_event, make_news, restrict
from tests.factories.people import BusinessUnitFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db

NEWS = ["lead", "unit_news", "news", "waiting", "events", "arrivals"]


@pytest.fixture
def unit(member):
    above = BusinessUnitFactory(name="Lines", slug="lines")
    unit = BusinessUnitFactory(parent=above, name="Ferries", slug="ferries")
    member.profile.unit = unit
    member.profile.save()
    return unit


def arrange(home, *keys):
    home = HomePage.objects.get(pk=home.pk)
    home.arrangement = [("section", key) for key in keys]
    home.save_revision().publish()


def in_order(text, *words):
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_sections_stand_as_they_were_arranged(home, member_client, unit):
    make_news(title="A new pier", unit=unit)
    make_event(title="Open harbour")

    usual = member_client.get("/en/").text
    arrange(home, "news", "arrivals")
    few = member_client.get("/en/").text
    arrange(home, "events", "unit_news", "lead")
    turned = member_client.get("/en/").text

    assert in_order(usual, 'class="sheet lead"', "News of Ferries", "Coming up")
    assert ('class="sheet lead"' in few, "Coming up" in few, "News of Ferries" in few) == (False, False, False)
    assert in_order(turned, "News of Ferries", 'class="sheet lead"', "Coming up")


def test_newest_news_leads_where_nothing_was_chosen(home, member_client):
    make_news(title="An old pier")
    make_news(title="A new pier")
    arrange(home, "lead", "news")

    shown = member_client.get("/en/").text

    assert in_order(shown, 'class="lead__title"', "A new pier", "An old pier")
    assert shown.count("A new pier") == 1


def test_newest_news_is_among_the_news_where_nothing_leads(home, member_client):
    make_news(title="A new pier")
    arrange(home, "news")

    assert member_client.get("/en/").text.count("A new pier") == 1


def test_news_of_a_unit_are_for_its_people_and_those_below(home, member_client, outsider_client, unit):
    make_news(title="A new pier", unit=unit.get_parent())
    make_news(title="A new shed", unit=BusinessUnitFactory(name="Sheds", slug="sheds"))
    arrange(home, "unit_news")

    own, others = (client.get("/en/").text for client in (member_client, outsider_client))

    assert ("A new pier" in own, "A new shed" in own) == (True, False)
    assert ("A new pier" in others, "News of" in others) == (False, False)


def test_restricted_news_show_to_nobody_else(home, member_client, unit):
    restrict(make_news(title="A secret pier", unit=unit), GroupFactory())
    arrange(home, "lead", "unit_news", "news")

    assert "A secret pier" not in member_client.get("/en/").text


def test_section_of_a_room_that_is_gone_is_passed_over(home, member_client):
    arrange(home, "weather", "lead")

    assert member_client.get("/en/").status_code == 200


def test_editor_chooses_from_all_sections(home, admin_client):
    form = admin_client.get(f"/admin/pages/{home.pk}/edit/").text

    assert home_sections().keys() >= set(NEWS)
    assert ("feed" in home_sections()) == settings.SOCIAL
    assert "What comes up" in form


@pytest.mark.parametrize("count", [1, 3])
def test_home_with_everything_stays_within_its_queries(
    home, member_client, member, unit, count, django_assert_num_queries
):
    for number in range(count):
        make_news(title=f"News {number}", unit=unit, image=make_image())
        make_event(title=f"Event {number}")
        UserFactory()
    arrange(home, *home_sections())
    member_client.get("/en/")

    with django_assert_num_queries(16 if settings.SOCIAL else 12):
        member_client.get("/en/")
