"""Failures are explained in words, with nothing that may have failed."""

import pytest
from django.test import Client

from cms.core.error_pages import BROKEN

pytestmark = pytest.mark.urls("tests.cms.core.failing_urls")

PAGES = {
    "/accounts/broken/": (500, "Something broke on our side", "cassé de notre côté"),
    "/accounts/no-data/": (503, "cannot reach its data", ""),
    "/accounts/odd/": (400, "could not be understood", ""),
}


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("path", "expected"), PAGES.items())
def test_failure_is_a_page_without_traceback_or_database(visitor, path, expected):
    response = visitor.get(path)

    html = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (expected[0], "no-store")
    assert html.count("<h1") == 1
    assert expected[1] in html
    assert "Traceback" not in html
    assert "somebody@example.com" not in html


def test_500_tells_the_number_of_the_request(visitor):
    response = visitor.get("/accounts/broken/")

    assert response["X-Request-ID"] in response.content.decode()


def test_no_data_asks_programs_to_come_back(visitor):
    assert visitor.get("/accounts/no-data/")["Retry-After"] == "60"


def test_failure_speaks_the_language_of_the_browser(visitor):
    html = visitor.get("/accounts/broken/", headers={"accept-language": "fr"}).content.decode()

    assert '<html lang="fr"' in html


def test_500_is_there_when_no_template_can_be_rendered(visitor, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    response = visitor.get("/accounts/broken/")

    assert (response.status_code, response.content.decode()) == (500, BROKEN)


@pytest.mark.django_db
def test_too_many_attempts_are_asked_to_pause(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post("/accounts/password/reset/", {"email": "a@example.com"})

    response = client.post("/accounts/password/reset/", {"email": "b@example.com"})

    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Please wait a few minutes" in response.content.decode()


@pytest.mark.django_db
def test_wrong_passwords_are_asked_to_pause(client, settings, member):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/m/key"}
    wrong = {"login": member.username, "password": "guess"}
    guessed = client.post("/accounts/login/", wrong)

    locked = client.post("/accounts/login/", wrong)

    assert (guessed.status_code, locked.status_code, locked["Retry-After"]) == (200, 429, "300")
    assert "Please wait a few minutes" in locked.text
