"""Messages: text and HTML, in one language, on one sheet, by one sender."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core import mail
from django.utils import translation
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cms.core.mail import MailNotSent, absolute, send_mail
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from themes.checks import TOKENS_CSS, parse_tokens

ACCOUNT = [
    "password_reset_key", "unknown_account", "email_confirmation", "email_confirmation_signup", "email_confirm",
    "email_changed", "email_deleted", "password_changed", "password_set", "password_reset",
]  # fmt: skip


@pytest.fixture
def person(db):
    person = UserFactory(username="lea", email="lea@example.com")
    person.set_password("correct horse battery")
    person.save()
    return person


def parts(message):
    html = next(body for body, kind in message.alternatives if kind == "text/html")
    return message.body, html


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ACCOUNT)
def test_message_about_accounts_is_text_and_html(name, language):
    send_mail(
        to="lea@example.com",
        template=f"account/email/{name}",
        context={
            "email": "<lea@example.com>",
            "password_reset_url": "https://p/?a=1&b=2",
            "activate_url": "https://p/",
        },
        language=language,
    )

    (message,) = mail.outbox
    text, html = parts(message)
    assert message.subject
    assert "\n" not in message.subject
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "<lea@" not in html
    assert "&lt;" not in text
    assert "&amp;" not in text
    assert text.rstrip().endswith(absolute("/"))
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_forgotten_password_is_a_message_with_an_address_that_works(client, person, settings):
    settings.BASE_URL = "https://palabre.example.com"

    client.post("/accounts/password/reset/", {"email": person.email})

    text, html = parts(mail.outbox[0])
    (url,) = set(re.findall(r"https://palabre.example.com/accounts/password/reset/key/[^\s\"<]+", text + html))
    page = client.get(url.removeprefix("https://palabre.example.com"), follow=True)
    assert (mail.outbox[0].subject, mail.outbox[0].to) == ("Choose a new password", [person.email])
    assert b'name="password1"' in page.content


def test_forgotten_password_links_home_whatever_host_asked(client, person, settings):
    client.post("/accounts/password/reset/", {"email": person.email}, headers={"host": "127.0.0.1"})

    assert "127.0.0.1" not in mail.outbox[0].body


def test_unknown_address_is_answered_alike(client, person):
    known = client.post("/accounts/password/reset/", {"email": person.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.subject for message in mail.outbox] == ["Choose a new password", "No account with this address"]


def test_changed_password_is_told_to_its_owner(client, person):
    client.force_login(person)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": "correct horse battery", "password1": "staple-battery-9", "password2": "staple-battery-9"},
    )

    assert [message.subject for message in mail.outbox] == ["Your password was changed"]


def test_mail_server_that_is_away_is_said_in_words(client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    response = client.post("/accounts/password/reset/", {"email": person.email})

    assert response.status_code == 503
    assert str(MailNotSent.message) in response.content.decode()


def test_password_changes_though_the_mail_server_is_away(client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    client.force_login(person)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": "correct horse battery", "password1": "staple-battery-9", "password2": "staple-battery-9"},
    )

    person.refresh_from_db()
    assert person.check_password("staple-battery-9")


def test_review_of_a_page_is_told_on_our_sheet_in_the_language_of_the_reader(home, person):
    from wagtail.admin.mail import send_notification

    UserProfile.objects.create(user=person, preferred_language="fr")
    page = make_page(title="Harbour <dues>")

    with override("en"):
        send_notification([person], "approved", {"revision": page.save_revision(), "page": page})

    text, html = parts(mail.outbox[0])
    assert '<html lang="fr"' in html
    assert 'class="sheet"' in html
    assert "Harbour &lt;dues&gt;" in html
    assert "Harbour <dues>" in text
    assert translation.get_language() == project.LANGUAGE_CODE


def test_colours_of_messages_are_those_of_the_product():
    css = (Path(TOKENS_CSS).parents[2] / "templates" / "mail" / "mail.css").read_text()
    tokens = {colour for pair in parse_tokens(TOKENS_CSS.read_text()).values() for colour in pair}

    assert set(re.findall(r"#[0-9a-f]{6}", css)) <= tokens
