"""Who is asked to acknowledge a page reads it in their own language, and that counts."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from cms.changes.models import Change
from cms.changes.selectors import Outcome, outcome
from cms.changes.services import acknowledge, ask_to_acknowledge
from cms.pages.services.homes import ensure_home_in
from cms.pages.waiting import waiting
from tests.factories.pages import make_page, make_section
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(home):
    ensure_home_in("fr")
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def page(french):
    section = make_section(title="Handbook")
    section.copy_for_translation(french).save_revision().publish()
    return make_page(parent=section, title="Safety")


@pytest.fixture
def translation(page, french):
    translation = page.copy_for_translation(french)
    translation.title = "Sécurité"
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


@pytest.fixture
def reader(home):
    return UserFactory(username="reader")


@pytest.fixture
def request_of(editor, page, reader):
    group = GroupFactory()
    group.user_set.add(reader)
    return ask_to_acknowledge(actor=editor, page=page, units=[], groups=[group], controller=editor)


def publish(page, *, material):
    draft = page.get_latest_revision_as_object()
    draft.change_is_material = material
    draft.save_revision().publish()
    page.refresh_from_db()


def live_change(page):
    return Change.objects.get(revision=page.live_revision_id)


def press(client, page):
    return client.post(reverse("page_acknowledge", args=[page.pk]), {"change": live_change(page).pk})


def test_translation_carries_the_request_and_counts(client, editor, request_of, reader, translation):
    client.force_login(reader)
    with override("fr"):
        waits = [thing.title for thing in waiting(reader)]
        led = client.get(waiting(reader)[0].url)

    shown = client.get(translation.url).text
    pressed = press(client, translation)

    assert [title.endswith("Sécurité") for title in waits] == [True]
    assert led.url.endswith(translation.url)
    assert f'action="{reverse("page_acknowledge", args=[translation.pk])}"' in shown
    assert pressed.status_code == 302
    assert (waiting(reader), outcome(editor, request_of)) == ([], Outcome(asked=1, done=1))


def test_material_change_of_the_original_asks_those_who_read_the_translation(
    client, editor, request_of, reader, page, translation
):
    acknowledge(actor=reader, page=translation, change=live_change(translation))
    publish(page, material=False)
    after_a_comma = outcome(editor, request_of)
    publish(page, material=True)
    client.force_login(reader)

    behind, refused = client.get(translation.url).text, press(client, translation)
    asked_again = outcome(editor, request_of)
    publish(translation, material=True)
    pressed = press(client, translation)

    assert (after_a_comma.done, asked_again.done) == (1, 0)
    assert (f'href="{page.url}"' in behind, 'name="change"' in behind) == (True, False)
    assert (refused.status_code, pressed.status_code) == (409, 302)
    assert outcome(editor, request_of).done == 1


def test_what_was_read_in_one_language_holds_in_the_other(client, request_of, reader, page, translation):
    acknowledge(actor=reader, page=page, change=live_change(page))
    client.force_login(reader)

    shown = client.get(translation.url).text

    assert ("acknowledge" in shown, 'name="change"' in shown, waiting(reader)) == (True, False, [])


def test_translation_that_asks_stays_within_its_queries(
    client, request_of, reader, translation, django_assert_max_num_queries
):
    client.force_login(reader)
    client.get(translation.url)

    with django_assert_max_num_queries(16 if settings.SOCIAL else 12):
        client.get(translation.url)
