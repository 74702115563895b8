"""What holds for every page: sign-in, headers, health, time."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cms.people.sign_in import demo_password
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"


def test_health_needs_no_account_and_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_nobody_can_sign_up(client):
    response = client.post("/accounts/signup/", {"username": "new", "password1": "a-long-secret-1"})

    assert response.status_code == 200
    assert not response.wsgi_request.user.is_authenticated
    assert b"password1" not in response.content


@pytest.mark.parametrize(("debug", "signed_in"), [(True, True), (False, False)])
def test_published_demo_password_is_refused_when_debug_is_off(client, settings, debug, signed_in):
    settings.DEBUG = debug
    person = UserFactory(username="noor.employee")
    person.set_password(demo_password(person.username))
    person.save()

    client.post(SIGN_IN, {"login": person.username, "password": demo_password(person.username)})

    assert ("_auth_user_id" in client.session) is signed_in


def test_ordinary_password_signs_in(client):
    person = UserFactory()
    person.set_password("correct horse battery")
    person.save()

    client.post(SIGN_IN, {"login": person.username, "password": "correct horse battery"})

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("path", ["/en/", "/en/absent/", SIGN_IN, "/en/people/"])
def test_content_policy_has_no_unsafe_inline(home, member, path):
    client = Client()
    if path != SIGN_IN:
        client.force_login(member)

    policy = client.get(path)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_private_answers_stay_out_of_shared_caches(member_client, home):
    assert member_client.get("/en/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "path", ["/en/%00", "/en/people/?q=%00", "/en/people/?after=%00", "/en/pages/99999999999999999999/"]
)
def test_odd_addresses_never_break(member_client, home, path):
    assert member_client.get(path).status_code in {200, 404}


def test_demo_is_refused_when_debug_is_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("demo")


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/pages/99999/edit/", "/admin/absent/"])
def test_admin_does_not_exist_for_those_without_work_there(home, member, path):
    client = Client()
    client.force_login(member)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("path", ["/en/absent/", "/en/pages/99999/", "/en/absent.html", "/en/%E2%80%8B/", "/admin/"])
def test_what_is_not_found_looks_the_same_everywhere(home, member, settings, debug, path):
    settings.DEBUG = debug
    client = Client()
    client.force_login(member)

    response = client.get(path)

    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()
    assert "URLconf" not in response.content.decode()
