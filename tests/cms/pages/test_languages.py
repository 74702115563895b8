"""The language that a reader meets: switch, profile, browser, and pages that are not translated."""

import pytest
from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale

from cms.pages.models import HomePage
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(home):
    locale = Locale.objects.get_or_create(language_code="fr")[0]
    CopyPageForTranslationAction(HomePage.objects.get(pk=home.pk), locale).execute().specific.save_revision().publish()
    return locale


def translate(page, locale, title):
    made = CopyPageForTranslationAction(page, locale, copy_parents=True).execute().specific
    made.title = title
    made.save_revision().publish()
    return type(made).objects.get(pk=made.pk)


def switch_of(client, address):
    (there,) = client.get(address).context["languages"]
    return there["url"]


def test_switch_keeps_the_page(french, home, member_client):
    page = make_page(parent=home, title="Trains", slug="trains")
    translation = translate(page, french, "Trajets")

    there = member_client.get(switch_of(member_client, page.url))
    back = member_client.get(switch_of(member_client, translation.url))

    assert (there.url, back.url) == (translation.url, page.url)


def test_page_without_translation_is_shown_in_its_language_and_says_so(french, home, member_client):
    page = make_page(parent=home, title="Trains", slug="trains")

    there = member_client.get(switch_of(member_client, page.url), follow=True)

    assert there.redirect_chain[-1][0] == "/fr/trains/"
    assert "pas encore traduite" in there.text
    assert '<div lang="en">' in there.text
    assert "pas encore" not in member_client.get(page.url).text


def test_switch_of_other_pages_keeps_the_question(member_client, home):
    assert switch_of(member_client, f"{reverse('people')}?q=mia") == "/fr/people/?q=mia"


def test_page_that_one_may_not_see_is_absent_in_every_language(french, home, outsider_client):
    section = make_section(parent=home)
    restrict(section, GroupFactory())
    page = make_page(parent=section, slug="grades")
    refused = [f"/fr/{section.slug}/grades/", f"/fr/pages/{page.pk}/", f"/en/pages/{page.pk}/"]

    answers = [outsider_client.get(address) for address in refused]

    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == outsider_client.get("/fr/no-such-page/").content


def test_language_of_the_profile_goes_before_that_of_the_browser(member, member_client, home):
    by_browser = member_client.get("/", headers={"accept-language": "fr"})
    member.profile.language = "en"
    member.profile.save()
    by_profile = member_client.get("/", headers={"accept-language": "fr"})

    assert (by_browser.url, by_profile.url) == ("/fr/", "/en/")


def test_address_goes_before_the_profile(member, member_client, home):
    member.profile.language = "fr"
    member.profile.save()

    assert '<html lang="en"' in member_client.get("/en/people/").text
