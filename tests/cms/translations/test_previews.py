"""The preview of a draft shows what readers of each language will meet."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from cms.pages.models import ReferencePage
from cms.pages.services.homes import ensure_home_in
from tests.cms.pages.test_preview import form
from tests.factories.pages import make_form, make_page, make_section, restrict
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home):
    ensure_home_in("fr")
    section = make_section(title="Handbook")
    section.copy_for_translation(Locale.objects.get(language_code="fr")).save_revision().publish()
    return section


@pytest.fixture
def translation(page):
    translation = page.copy_for_translation(Locale.objects.get(language_code="fr"))
    translation.title = "Voyages"
    translation.save_revision().publish()
    translation = translation.get_latest_revision_as_object()
    translation.title = "Voyages en projet"
    translation.save_revision()
    return ReferencePage.objects.get(pk=translation.pk)


@pytest.fixture
def page(section):
    return make_page(parent=section, title="Travel")


def preview(client, page, mode):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    sent = client.post(address, form("Not yet published"))
    assert sent.json()["is_valid"], sent.content
    return client.get(address, {"mode": mode}).text


def test_draft_without_translation_is_shown_as_readers_of_the_other_language_meet_it(client, editor, page):
    client.force_login(editor)

    english, french = preview(client, page, ""), preview(client, page, "fr")

    assert ("Not yet published" in english, "About this page" in english) == (True, True)
    assert ("Not yet published" in french, "About this page" in french) == (True, False)
    assert "pas encore traduite" in french


def test_draft_of_the_translation_is_shown_to_who_writes_it(client, editor, page, translation):
    client.force_login(editor)

    html = preview(client, page, "fr")

    assert ("Voyages en projet" in html, "Not yet published" in html) == (True, False)


def test_others_see_of_the_translation_what_is_published_for_them(member, page, translation):
    seen = page.met_in("fr", member)
    restrict(translation, GroupFactory())

    assert seen.title == "Voyages"
    assert page.met_in("fr", member) == page


def test_form_is_previewed_in_both_languages(client, editor, section):
    page = make_form("What is it?", parent=section)

    assert [mode for mode, _label in page.preview_modes] == ["", "fr"]
    assert page.preview_modes[0][1] == "In English"
