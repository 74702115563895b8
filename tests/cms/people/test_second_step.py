"""A second step at sign-in: who wants one is asked for a code each time."""

import hmac
import struct
import time
from base64 import b32decode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

PASSWORD = "six green lighthouses"


def code_of(secret):
    """Return the code of an authenticator app at this moment (RFC 6238, SHA-1, 6 digits, 30 seconds)."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def password_of(client, person):
    return client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})


@pytest.fixture
def secret(member, django_capture_on_commit_callbacks):
    """Set up an authenticator app through the pages; return what it shares with the product."""
    member.set_password(PASSWORD)
    member.save()
    client = Client()
    password_of(client, member)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    shared = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(shared)})
    cache.clear()  # a code is taken once in its half minute
    return shared


def test_sign_in_asks_for_the_code(member, secret):
    client = Client()
    asked = password_of(client, member)
    before = client.get("/en/people/").status_code
    wrong = client.post(asked["Location"], {"code": "000000"})
    right = client.post(asked["Location"], {"code": code_of(secret)})

    assert (before, wrong.status_code, right.status_code) == (302, 200, 302)
    assert client.get("/en/people/").status_code == 200


def test_secret_cannot_be_read_in_the_database_and_survives_another_key(member, secret, settings):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of this installation"
    client = Client()

    right = client.post(password_of(client, member)["Location"], {"code": code_of(secret)})

    assert secret not in stored
    assert right.status_code == 302


def test_owner_hears_of_it(member, secret):
    assert "Sign-in asks for a second step now" in [message.subject for message in mail.outbox]


def test_pages_of_the_second_step_are_ours(member_client):
    for name in ("mfa_index", "mfa_activate_totp"):
        answer = member_client.get(reverse(name), follow=True)

        assert answer.status_code == 200
        assert "Palabre" in answer.text
