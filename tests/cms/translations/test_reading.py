"""What a reader meets who reads in one language what is written in two."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale

from cms.core.audiences import audiences_for, remembered_audiences
from cms.editing.services import lead_elsewhere
from cms.events.selectors import coming_events
from cms.pages.contents import contents
from cms.pages.services.homes import ensure_home_in
from tests.factories.pages import make_event, make_page, make_section, restrict
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(home):
    ensure_home_in("fr")
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def section(french):
    section = make_section(title="Handbook", slug="handbook")
    section.copy_for_translation(french).save_revision().publish()
    return section


def translate(page, french, **fields):
    copy = page.copy_for_translation(french)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def permalink(page, language):
    with translation.override(language):
        return reverse("page_permalink", args=[page.pk])


def test_switch_in_the_footer_keeps_the_page(member_client, section, french):
    page = make_page(parent=section, title="Travel", slug="travel")
    translated = translate(page, french, title="Voyages", slug="voyages")
    footer = member_client.get(page.url).text.partition("<footer")[2]

    there = member_client.get(permalink(page, "fr"), follow=True)
    back = member_client.get(permalink(translated, "en"), follow=True)

    assert f'href="{permalink(page, "fr")}" lang="fr" hreflang="fr"' in footer
    assert there.redirect_chain[-1][0] == translated.url
    assert "Voyages" in there.text
    assert back.redirect_chain[-1][0] == page.url


def test_switch_keeps_what_is_no_page_and_its_question(member_client, home):
    assert 'href="/fr/search/?q=port"' in member_client.get("/en/search/?q=port").text


def test_page_that_is_not_translated_is_shown_in_the_language_it_has(member_client, section):
    page = make_page(parent=section, title="Travel", slug="travel")

    shown = member_client.get(permalink(page, "fr"), follow=True)

    assert shown.redirect_chain[-1][0] == page.url.replace("/en/", "/fr/")
    assert shown.status_code == 200
    assert '<html lang="fr"' in shown.text
    assert '<div lang="en">' in shown.text
    assert "pas encore traduite" in shown.text
    assert "not translated" not in member_client.get(page.url).text


def test_section_names_what_only_the_other_language_has(member_client, outsider_client, section, french):
    chapter = make_section(parent=section, title="Trips")
    translate(make_page(parent=section, title="Travel"), french, title="Voyages", slug="voyages")
    translate(chapter, french, title="Trajets", slug="trajets")
    make_page(parent=chapter, title="Night trains", slug="night-trains")
    make_page(parent=section, title="Bridge days", slug="bridge-days", summary="Four of them")
    restrict(make_page(parent=section, title="Secret days"), GroupFactory())
    make_page(parent=section, title="Draft days", live=False)

    shown = member_client.get(section.get_translation(french).url)
    listed = [(entry.page.title, [below.page.title for below in entry.below]) for entry in shown.context["contents"]]

    assert listed == [("Voyages", []), ("Trajets", ["Night trains"]), ("Bridge days", [])]
    assert shown.text.count('<span class="badge">Anglais</span>') == 2
    assert 'href="/fr/handbook/bridge-days/" lang="en"' in shown.text
    assert member_client.get("/fr/handbook/bridge-days/").status_code == 200
    assert "Voyages" not in member_client.get(section.url).text


@pytest.mark.parametrize("count", [1, 3])
def test_contents_of_two_languages_ask_as_much(member, section, french, count, django_assert_num_queries):
    for number in range(count):
        translate(make_page(parent=section), french, slug=f"page-{number}")
        make_page(parent=section)
    there = section.get_translation(french)
    member = type(member).objects.get(pk=member.pk)

    with remembered_audiences():
        audiences_for(member)
        with django_assert_num_queries(2):
            assert len(contents(member, there)) == 2 * count


def test_page_of_others_is_nothing_in_either_language(outsider_client, section, french):
    page = make_page(parent=section, title="Harbour dues", slug="dues")
    translated = translate(page, french, slug="droits")
    group = GroupFactory()
    restrict(page, group)
    restrict(translated, group)

    for one in (page, translated):
        for language in ("en", "fr"):
            assert outsider_client.get(permalink(one, language)).status_code == 404
    refused, absent = (outsider_client.get(f"/fr/handbook/{slug}/") for slug in ("dues", "nothing"))
    assert (refused.status_code, refused.content) == (404, absent.content)


def test_draft_of_a_translation_leads_nobody_away(member_client, section, french):
    page = make_page(parent=section, slug="travel")
    page.copy_for_translation(french)

    assert member_client.get(permalink(page, "fr")).url == page.url.replace("/en/", "/fr/")


@pytest.mark.parametrize(
    ("own", "browser", "spoken"), [("fr", "en", "/fr/"), ("en", "fr", "/en/"), ("", "fr", "/fr/"), ("", "en", "/en/")]
)
def test_language_is_the_profiles_then_the_browsers(member, home, own, browser, spoken):
    member.profile.language = own
    member.profile.save()
    client = Client(headers={"accept-language": browser})
    client.force_login(member)

    assert client.get("/").url == spoken


def test_address_that_names_a_language_is_answered_in_it(member, member_client, home):
    member.profile.language = "fr"
    member.profile.save()

    assert '<html lang="en"' in member_client.get("/en/search/").text


def test_events_stand_once_in_the_readers_language_or_their_own(member, member_client, section, french):
    both, one = make_event(parent=section, title="Regatta"), make_event(parent=section, title="Concert")
    translated = translate(both, french, title="Régate")

    in_french = {event.pk for event in coming_events(member, language="fr")}
    in_english = {event.pk for event in coming_events(member, language="en")}
    shown = member_client.get("/fr/events/").text

    assert in_french == {translated.pk, one.pk}
    assert in_english == {both.pk, one.pk}
    assert 'lang="en" hreflang="en">Concert' in shown
    assert "Regatta" not in shown


def test_event_is_shown_in_the_other_language_when_its_translation_is_a_draft(member, section, french):
    event = make_event(parent=section, title="Regatta", starts_at=timezone.now() + timedelta(days=2))
    event.copy_for_translation(french)

    assert [found.pk for found in coming_events(member, language="fr")] == [event.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_events_of_two_languages_ask_as_much(member_client, section, french, count, django_assert_num_queries):
    member_client.get("/fr/events/")
    for number in range(count):
        make_event(parent=section, title=f"Concert {number}")
        translate(make_event(parent=section, title=f"Regatta {number}"), french, title=f"Régate {number}")
    member_client.get("/fr/events/")

    with django_assert_num_queries(5):
        shown = member_client.get("/fr/events/").text

    assert shown.count("Concert ") == shown.count("Régate ") == count


def test_page_that_was_taken_down_leads_elsewhere_though_it_stands_in_the_other_language(
    member_client, section, french, admin_user
):
    page, instead = make_page(parent=section, slug="parking"), make_page(parent=section, slug="the-new-site")
    translate(page, french, slug="parking")
    address = page.url
    lead_elsewhere(actor=admin_user, page=page, target=instead)
    page.unpublish()

    led = member_client.get(address)

    assert (led.status_code, led["Location"]) == (302, instead.url)
    assert member_client.get(address.replace("/en/", "/fr/")).status_code == 200
