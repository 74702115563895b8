"""A unit's section wears its theme, with all below it and the page of the unit."""

import pytest
from django.core.checks import Tags, run_checks
from django.urls import reverse
from django.utils.translation import override

from cms.people.models import BusinessUnit
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import BusinessUnitFactory, GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return BusinessUnitFactory(slug="boats", name="Boats")


def worn(client, address):
    theme = client.get(address).context["theme"]
    return theme and theme.key


def test_section_and_all_below_wear_its_theme(home, member_client, unit):
    section = make_section(unit=unit, theme="sea")
    below = make_section(parent=section)
    own = make_section(parent=section, theme="plum")

    pages = [section, below, make_page(parent=below), make_page(parent=own), make_page()]

    assert [worn(member_client, page.url) for page in pages] == ["sea", "sea", "sea", "plum", None]
    shown = member_client.get(below.url).text
    assert '<body class="theme-sea">' in shown
    assert "themes/units/sea.css" in shown
    assert "theme-" not in member_client.get(pages[-1].url).text


def test_page_of_a_unit_wears_the_theme_of_its_section_or_of_the_unit_above(home, member_client, unit):
    below = unit.add_child(instance=BusinessUnit(slug="ferries", name="Ferries"))
    other = BusinessUnitFactory(slug="trains", name="Trains")
    make_section(unit=unit, theme="sea")

    addresses = [reverse("unit", args=[slug]) for slug in ("boats", "ferries", "trains")]
    assert [worn(member_client, address) for address in addresses] == ["sea", "sea", None]
    make_section(unit=below, theme="plum")
    assert worn(member_client, addresses[1]) == "plum"
    assert other.sections.count() == 0


def test_theme_of_a_section_that_one_may_not_see_is_not_told(home, outsider_client, unit):
    restrict(make_section(unit=unit, theme="sea"), GroupFactory())

    assert worn(outsider_client, reverse("unit", args=["boats"])) is None


def test_theme_that_went_is_the_default_one_and_is_told(home, member_client):
    section = make_section(theme="pine")

    answer = member_client.get(make_page(parent=section).url)

    assert (answer.status_code, answer.context["theme"]) == (200, None)
    told = run_checks(tags=[Tags.database], databases=["default"])
    assert [(one.id, "'pine'" in one.msg) for one in told if one.id.startswith("pages.")] == [("pages.W001", True)]


def test_editor_chooses_from_the_themes_and_keeps_one_that_went(home, admin_client):
    section = make_section(theme="pine")

    with override("fr"):
        form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[section.pk])).text

    for key in ("sea", "plum"):
        assert f'<option value="{key}">' in form
    assert '<option value="pine" selected>' in form
