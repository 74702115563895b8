"""The home page, as its editors arrange it."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.core.home_sections import home_sections
from cms.pages.models import HomePage
from tests.factories.pages import block, make_event, make_news, make_page, restrict
from tests.factories.people import BusinessUnitFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db

NEWS = ["lead", "unit_news", "news", "waiting", "events", "arrivals"]
CARD = {"page": None, "address": "", "title": "", "text": ""}


@pytest.fixture
def unit(member):
    above = BusinessUnitFactory(name="Lines", slug="lines")
    unit = BusinessUnitFactory(parent=above, name="Ferries", slug="ferries")
    member.profile.unit = unit
    member.profile.save()
    return unit


def arrange(home, *chosen, **titles):
    """Arrange the home page of sections by their keys, with the titles of some, and of blocks in their stored form."""
    home = HomePage.objects.get(pk=home.pk)
    home.arrangement = json.dumps([_stored(one, titles) for one in chosen])
    home.save_revision().publish()


def _stored(one, titles):
    if isinstance(one, dict):
        return one
    return block("section", {"section": one, "title": titles.get(one, "")})


def in_order(text, *words):
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_sections_stand_as_they_were_arranged(home, member_client, unit):
    make_news(title="A new shed", unit=unit)
    make_news(title="A new pier")
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


def test_no_news_stands_twice(home, member_client, unit):
    for number in range(9):
        make_news(title=f"Pier {number}", unit=unit if number > 3 else None)

    def times(*keys):
        arrange(home, *keys)
        shown = member_client.get("/en/").text
        return [shown.count(f"Pier {number}") for number in range(9)]

    assert times("unit_news", "news", "lead") == [0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert times("news", "unit_news", "lead") == [0, 0, 0, 0, 1, 1, 1, 1, 1]
    assert times("unit_news", "news") == [0, 0, 0, 1, 1, 1, 1, 1, 1]


def test_lead_that_this_reader_may_not_see_makes_way_for_the_newest_news(home, member_client):
    chosen = make_news(title="A secret pier")
    make_news(title="A new pier")
    HomePage.objects.filter(pk=home.pk).update(lead=chosen)
    before = member_client.get("/en/").text
    restrict(chosen, GroupFactory())
    after = member_client.get("/en/").text

    assert in_order(before, 'class="lead__title"', "A secret pier")
    assert in_order(after, 'class="lead__title"', "A new pier")
    assert "A secret pier" not in after


def test_people_who_arrived_and_events_to_come_stand_at_the_side(home, member_client):
    newcomer, leaver = (UserFactory(first_name=name) for name in ("Ottoline", "Barnaby"))
    for person in (newcomer, leaver):
        person.profile.start_date = timezone.localdate()
        person.profile.save()
    leaver.is_active = False
    leaver.save()
    make_event(title="Open harbour")
    restrict(make_event(title="Secret harbour"), GroupFactory())
    make_event(title="Old harbour", starts_at=timezone.now() - timedelta(days=2))
    arrange(home, "arrivals", "events")

    shown = member_client.get("/en/").text

    assert in_order(shown, "New here", "Ottoline", "Coming up", "Open harbour")
    assert not any(word in shown for word in ("Barnaby", "Secret harbour", "Old harbour"))


def test_each_section_has_the_title_that_its_page_gives_it(home, member_client, unit):
    make_news(title="A new pier")
    make_news(title="A new shed", unit=unit)
    make_news(title="A new boat", unit=unit)
    make_event(title="Open harbour")
    arrange(home, *NEWS, lead="Today", unit_news="From the ferries", news="From elsewhere", events="Dates <&>")

    shown = member_client.get("/en/").text

    assert in_order(shown, "Today ·", "From the ferries", "From elsewhere", "Dates &lt;&amp;&gt;")
    assert "Coming up" not in shown
    assert "News of Ferries" not in shown


def test_editors_write_texts_and_cards_of_their_own(home, member_client):
    secret, shed = make_page(title="A secret pier"), make_page(title="A shed")
    restrict(secret, GroupFactory())
    cards = [block("item", CARD | card) for card in ({"page": secret.pk}, {"page": shed.pk, "text": "Where it is dry"})]
    outside = block("item", CARD | {"address": "https://example.org/", "title": "The weather"})
    arrange(
        home,
        block("text", {"title": "Tide tables", "text": "<p>High at <b>noon</b></p>", "place": "aside"}),
        block(
            "text", {"title": "Welcome", "text": f'<p><a linktype="page" id="{shed.pk}">Shed</a></p>', "place": "main"}
        ),
        block("link_cards", {"title": "Go on", "cards": [*cards, outside]}),
        block("link_cards", {"title": "Nothing for you", "cards": cards[:1]}),
    )

    shown = member_client.get("/en/").text

    assert in_order(shown, "Welcome", f"/pages/{shed.pk}/", "Go on", "A shed", "Where it is dry", "The weather")
    assert in_order(shown, 'class="aside"', "Tide tables", "<b>noon</b>")
    assert "A secret pier" not in shown
    assert "Nothing for you" not in shown


def test_home_where_nothing_is_told_says_so(home, member_client):
    arrange(home, "news", "events")

    shown = member_client.get("/en/").text

    assert "Nothing is told here yet" in shown
    assert 'class="aside"' not in shown


def test_section_that_is_gone_is_passed_over_and_named_to_the_editor(home, member_client, admin_client):
    old = {"type": "section", "value": "tides", "id": "5d8ab4ac-2a2c-4e19-9bd6-6a5b8d2f6c11"}
    arrange(home, "weather", old, "lead")
    edit = f"/admin/pages/{home.pk}/edit/"

    shown, form = member_client.get("/en/"), admin_client.get(edit).text
    refused = admin_client.post(edit, form_data(home, ("section", {"section": "weather", "title": ""}))).text
    saved = admin_client.post(edit, form_data(home, ("section", {"section": "news", "title": "Now"})))

    assert shown.status_code == 200
    assert "Sections chosen here are no longer offered (weather, tides)" in form
    assert "Choose a section that is offered, or remove this one." in refused
    assert saved.status_code == 302
    latest = HomePage.objects.get(pk=home.pk).get_latest_revision_as_object()
    assert [one.value["title"] for one in latest.arrangement] == ["Now"]
    assert "no longer offered" not in admin_client.get(edit).text


def form_data(home, *sections):
    return nested_form_data(
        {
            "title": home.title,
            "slug": home.slug,
            "summary": "",
            "lead": "",
            "arrangement": streamfield(list(sections)),
            "change_note": "",
        }
    )


def test_editor_chooses_from_all_sections(home, admin_client):
    form = admin_client.get(f"/admin/pages/{home.pk}/edit/").text

    assert home_sections().keys() >= set(NEWS)
    assert "Text with links" in form
    assert ("feed" in home_sections()) == settings.SOCIAL
    assert "What comes up" in form
