"""Messages go out in the language of who receives them, whoever caused them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.mail import send_notification

from cms.people.services.profiles import edit_profile
from cms.upkeep.models import PageCare
from cms.upkeep.services.reminders import send_reminders
from tests.factories.pages import make_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(home):
    person = UserFactory(username="lea", email="lea@example.com")
    edit_profile(actor=person, facts={"language": "fr"})
    return person


def is_french(message):
    return '<html lang="fr"' in message.alternatives[0].content


def test_message_about_an_account_is_in_the_language_of_its_owner(reader):
    Client(headers={"accept-language": "en"}).post("/accounts/password/reset/", {"email": reader.email})

    assert [is_french(message) for message in mail.outbox] == [True]


def test_message_of_the_workflow_is_in_the_language_of_its_receiver(reader):
    page = make_page(title="Harbour")

    with override("en"):
        send_notification([reader], "approved", {"revision": page.save_revision(), "page": page})

    assert [is_french(message) for message in mail.outbox] == [True]


def test_reminder_of_a_review_is_in_the_language_of_the_owner(reader):
    page = make_page(title="Harbour", owner=reader)
    PageCare.objects.filter(pk=page.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    with override("en"):
        send_reminders(at=timezone.now())

    assert [is_french(message) for message in mail.outbox] == [True]
