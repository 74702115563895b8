"""The page of a unit leads to its sections and its newest news."""

import pytest
from django.conf import settings
from django.urls import reverse

from cms.people.models import BusinessUnit
from tests.factories.pages import make_news, make_section, restrict
from tests.factories.people import BusinessUnitFactory, GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return BusinessUnitFactory(slug="boats", name="Boats")


def shown(client, slug="boats"):
    return client.get(reverse("unit", args=[slug])).text


def test_page_of_a_unit_leads_to_its_sections_and_news(home, member_client, unit):
    below = unit.add_child(instance=BusinessUnit(slug="ferries", name="Ferries"))
    section = make_section(title="All about boats", unit=unit)
    make_news(title="A new ferry", parent=section, unit=below)
    make_news(title="A new train", unit=BusinessUnitFactory(slug="trains", name="Trains"))

    boats, ferries = shown(member_client), shown(member_client, "ferries")

    assert f"{section.url}?via=unit" in boats
    assert ("A new ferry" in boats, "A new train" in boats) == (True, False)
    assert ("A new ferry" in ferries, "All about boats" in ferries) == (True, False)


def test_what_one_may_not_see_of_a_unit_is_not_told(home, outsider_client, unit):
    nothing = shown(outsider_client)
    section = make_section(title="Secret boats", unit=unit)
    restrict(section, GroupFactory())
    make_news(title="A secret ferry", parent=section, unit=unit)

    told = shown(outsider_client)

    assert ("Secret boats" in told, "A secret ferry" in told, "In the reference" in told) == (False, False, False)
    assert told.count("<section") == nothing.count("<section")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_sections_and_news(home, member_client, unit, count, django_assert_num_queries):
    for _number in range(count):
        make_news(parent=make_section(unit=unit), unit=unit)
    shown(member_client)

    with django_assert_num_queries(10 if settings.SOCIAL else 9):
        shown(member_client)
