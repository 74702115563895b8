"""Who sends a page for translation, and what is said when that is not possible."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.pages.services.homes import ensure_home_in
from cms.translations.models import TranslationState
from tests.cms.translations.test_states import translator
from tests.factories.pages import make_page, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home):
    ensure_home_in("fr")
    section = make_section(title="Handbook")
    section.copy_for_translation(Locale.objects.get(language_code="fr")).save_revision().publish()
    return section


@pytest.fixture
def sender(client, section):
    """A client of an editor of the section who may send for translation."""
    person = translator(section)
    person.groups.get().permissions.add(Permission.objects.get(codename="submit_translation"))
    client.force_login(person)
    return client


def form_of(page_id):
    return reverse("simple_translation:submit_page_translation", args=[page_id])


def send(client, page_id):
    return client.post(form_of(page_id), {"locales": [Locale.objects.get(language_code="fr").pk]})


def test_editor_sends_a_page_and_gets_a_draft(sender, section):
    page = make_page(parent=section, title="Travel")
    offered = sender.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    send(sender, page.pk)

    state = TranslationState.objects.get(original=page)
    assert form_of(page.pk) in offered
    assert (state.page.live, state.revision_id) == (False, page.live_revision_id)
    assert "Travel" in sender.get(form_of(page.pk)).text


def test_page_whose_parent_is_not_translated_waits_for_it(sender, section):
    parent = make_page(parent=section)
    page = make_page(parent=parent)
    before = Page.objects.count()

    answer = send(sender, page.pk)

    assert (answer.status_code, Page.objects.count()) == (409, before)
    assert "Translate that page first" in answer.text


def test_who_may_not_send_finds_nothing(client, section):
    page = make_page(parent=section)
    client.force_login(translator(section))

    assert form_of(page.pk) not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert (client.get(form_of(page.pk)).status_code, send(client, page.pk).status_code) == (404, 404)
    assert not TranslationState.objects.filter(original=page).exists()


def test_page_deleted_while_the_form_was_open_and_one_of_others_are_told_alike(sender, section):
    gone, of_others = make_page(parent=section), make_page(title="Of others")
    opened = sender.get(form_of(gone.pk)).status_code
    gone.delete()
    before = Page.objects.count()

    answers = [send(sender, pk) for pk in (gone.pk, of_others.pk)]

    assert opened == 200
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("Nothing was made." in answer.text for answer in answers)
    assert sender.get(form_of(gone.pk)).status_code == sender.get(form_of(of_others.pk)).status_code == 404
    assert Page.objects.count() == before


def test_alias_is_refused_with_a_word(sender, section):
    alias = make_page(parent=section).create_alias(update_slug="alias")
    before = Page.objects.count()

    answer = send(sender, alias.pk)

    assert (answer.status_code, Page.objects.count()) == (422, before)
    assert "Translate the page that it shows." in answer.text
