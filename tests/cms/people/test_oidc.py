"""Sign-in through a real OpenID provider, which runs beside the tests in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client

from cms.people import oidc
from cms.people.models import User
from tests.factories.people import UserFactory
from tests.provider.keys import new_key

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
CALLBACK = "/accounts/oidc/company/login/callback/"
PATIENCE = 30  # seconds


class Provider:
    """The provider's process, and what its operator does there."""

    def __init__(self, folder, port):
        self.url = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.provider.settings",
            "PROVIDER_DATABASE": str(folder / "provider.sqlite3"),
            "PROVIDER_KEY": new_key(),
        }
        self.do("make", f"http://testserver{CALLBACK}")
        command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def do(self, *act):
        subprocess.run(
            [sys.executable, "-m", "tests.provider.people", *act], cwd=ROOT, env=self.environment, check=True
        )

    def _wait(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return requests.get(f"{self.url}/.well-known/openid-configuration", timeout=2).raise_for_status()
            except requests.RequestException:
                time.sleep(0.1)
        raise TimeoutError


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = Provider(tmp_path_factory.mktemp("provider"), port)
    yield found
    found.process.terminate()
    found.process.wait()


@pytest.fixture(autouse=True)
def _signed_up(provider, settings):
    cache.clear()
    app = {
        "provider_id": "company",
        "name": "Orvane account",
        "client_id": "palabre",
        "secret": "palabre-secret",
        "settings": {"server_url": provider.url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_GROUPS = ["Press", "Payroll"]
    settings.OIDC_ASK_AGAIN = 0


def sign_in(provider, name, client=None, **start_data):
    """Walk through both sign-ins as a browser does; return our last answer, and the client."""
    client = client or Client()
    there = requests.Session()
    start = client.get("/accounts/oidc/company/login/", start_data)
    answer = there.get(start["Location"], timeout=PATIENCE)
    credentials = {"login": name, "password": f"{name}-secret"}
    answer = there.post(answer.url, data=credentials, timeout=PATIENCE, allow_redirects=False)
    while not answer.headers["Location"].startswith("http://testserver"):
        answer = there.get(provider.url + _path(answer.headers["Location"]), timeout=PATIENCE, allow_redirects=False)
    return client.get(_path(answer.headers["Location"]), follow=False), client


def _path(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def person_of(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_button_stands_below_the_form(client):
    assert "Sign in with Orvane account" in client.get("/accounts/login/").text


def test_verified_address_opens_its_account_with_the_groups_of_the_provider(provider):
    ana = UserFactory(email="Ana@orvane.example")
    editors, payroll, own = (Group.objects.create(name=name) for name in ("Press", "Payroll", "Own"))
    ana.groups.set([payroll, own])
    provider.do("regroup", "ana", "Press", "Own", "Superusers")

    answer, client = sign_in(provider, "ana")

    assert (answer.status_code, person_of(client)) == (302, ana)
    assert set(ana.groups.all()) == {editors, own}
    again = sign_in(provider, "ana")[1]
    assert person_of(again) == ana


def test_address_that_anybody_could_have_typed_opens_nothing(provider):
    UserFactory(email="typed@orvane.example")

    answer, client = sign_in(provider, "typed")

    assert (answer.status_code, person_of(client)) == (403, None)
    assert "no account" in answer.text


def test_address_of_two_accounts_opens_neither(provider):
    for _number in range(2):
        UserFactory(email="new@orvane.example")

    answer, client = sign_in(provider, "new")

    assert (answer.status_code, person_of(client)) == (403, None)


def test_accounts_are_made_only_where_that_is_said(provider, settings):
    refused, _client = sign_in(provider, "new")
    settings.OIDC_CREATE_ACCOUNTS = True

    _made, client = sign_in(provider, "new")

    person = person_of(client)
    assert (refused.status_code, person.email, person.first_name) == (403, "new@orvane.example", "New")
    assert not person.has_usable_password()
    assert not person.is_superuser


def test_deactivated_person_stays_out(provider):
    UserFactory(email="ana@orvane.example", is_active=False)

    _answer, client = sign_in(provider, "ana")

    assert client.get("/en/people/").status_code == 302


def test_account_disabled_at_the_provider_is_out_at_the_next_request(provider):
    UserFactory(email="ana@orvane.example")
    _answer, client = sign_in(provider, "ana")
    welcome = client.get("/en/people/").status_code

    provider.do("disable", "ana")
    refused = client.get("/en/people/")
    provider.do("enable", "ana")

    assert (welcome, refused.status_code) == (200, 302)
    assert refused["Location"].startswith("/accounts/login/?")
    assert "no longer vouches for this session" in client.get(refused["Location"]).text
    assert person_of(client) is None


def test_token_that_ran_out_is_renewed(provider):
    UserFactory(email="ana@orvane.example")
    _answer, client = sign_in(provider, "ana")
    before = client.session[oidc.SESSION]["access"]
    time.sleep(2.1)  # the provider's tokens last two seconds

    answer = client.get("/en/people/")

    assert (answer.status_code, client.session[oidc.SESSION]["access"] == before) == (200, False)


def test_provider_that_does_not_answer_puts_nobody_out(provider, settings):
    UserFactory(email="ana@orvane.example")
    _answer, client = sign_in(provider, "ana")
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    assert client.get("/en/people/").status_code == 200
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert client.get("/en/people/").status_code == 200


def test_sign_in_at_a_provider_that_does_not_answer_says_so(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    answer = client.get("/accounts/oidc/company/login/")

    assert answer.status_code == 503
    assert "Sign-in did not work" in answer.text


def test_address_that_somebody_typed_here_is_no_trap(provider):
    mallory = UserFactory(email="ana@orvane.example")
    EmailAddress.objects.create(user=mallory, email="ana@orvane.example", verified=False)

    answer, client = sign_in(provider, "ana")

    assert (answer.status_code, person_of(client)) == (403, None)


def test_nobody_is_connected_from_inside(provider, client):
    person = UserFactory(email="somebody@orvane.example")
    client.force_login(person)

    answer, _client = sign_in(provider, "ana", client, process="connect")

    assert answer.status_code == 403
    assert not person.socialaccount_set.exists()


def test_password_of_who_enters_by_the_provider_opens_nothing(provider):
    ana = UserFactory(email="ana@orvane.example")
    ana.set_password("words-of-another-time")
    ana.save()
    credentials = {"username": ana.username, "password": "words-of-another-time"}
    before = Client().login(**credentials)

    sign_in(provider, "ana")

    assert (before, Client().login(**credentials)) == (True, False)


def test_program_of_an_ended_session_gets_the_answer_of_programs(provider):
    UserFactory(email="ana@orvane.example")
    _answer, client = sign_in(provider, "ana")

    provider.do("disable", "ana")
    refused = client.get("/api/v1/me")
    provider.do("enable", "ana")

    assert refused.status_code == 401


def test_answer_that_was_made_up_is_explained(client):
    answer = client.get(CALLBACK, {"code": "made-up", "state": "made-up"})

    assert answer.status_code == 400
    assert "Sign-in did not work" in answer.text


def test_wrong_address_of_the_provider_is_named():
    environment = os.environ | {"OIDC_ISSUER": "http://login.example.com", "OIDC_CLIENT_ID": "palabre"}

    checked = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (checked.returncode, "OIDC_ISSUER" in checked.stderr) == (1, True)
