import json

import pytest
from django.test import Client
from django.urls import reverse

from cms.people.tokens import create_token, tokens_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

NOT_FOUND = {"code": "not_found", "message": "There is nothing here for you.", "fields": {}}


@pytest.mark.parametrize("path", ["me", "people", "nothing/like/this", "openapi.json", "spaces/secret"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}])
def test_without_a_token_everything_answers_alike(client, path, headers):
    response = client.get(f"/api/v1/{path}", headers=headers)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert response["Cache-Control"] == "private, no-cache"
    assert response.json() == {"code": "unauthorized", "message": "Sign in, or send a valid token.", "fields": {}}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_wrong_method_is_told(api, method):
    response = api(method, "me")

    assert (response.status_code, response["Allow"], response.json()["code"]) == (
        405,
        "GET, HEAD",
        "method_not_allowed",
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_description_is_only_read(api, method):
    response = api(method, "openapi.json")

    assert (response.status_code, response["Allow"], response.json()["code"]) == (
        405,
        "GET, HEAD",
        "method_not_allowed",
    )


@pytest.mark.parametrize("path", ["nothing", "people/nobody", "people/a%00b", "", "me/"])
def test_what_is_not_there_is_not_found(api, path):
    response = api("GET", path)

    assert (response.status_code, response.json()) == (404, NOT_FOUND)


def test_a_revoked_token_is_refused(api, member):
    assert api("DELETE", "me/token").status_code == 204
    assert api("GET", "me").status_code == 401
    assert not tokens_of(member).exists()


def test_a_token_of_somebody_who_left_is_refused(api, member):
    member.is_active = False
    member.save()

    assert api("GET", "me").status_code == 401


def test_a_read_only_token_reads(caller, member):
    call = caller(member, read_only=True)

    assert call("GET", "me").status_code == 200
    refused = call("PUT", "pages/1/reactions/like")
    assert (refused.status_code, refused.json()["code"]) == (403, "read_only_token")
    assert [call("DELETE", "me/token").status_code, call("GET", "me").status_code] == [204, 401]


def test_head_is_get_without_its_body(api):
    shown, head = api("GET", "me"), api("HEAD", "me")

    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(shown.content)))
    assert api("HEAD", "nothing").status_code == 404


def test_a_body_without_its_boundary_is_refused(api, member):
    response = api.client.generic(
        "POST", "/api/v1/spaces", data=b"x", content_type="multipart/form-data; boundary=", headers=api.headers
    )

    assert response.status_code == 422


def test_a_session_reads_and_writes_with_its_csrf_token(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    assert client.get("/api/v1/me").json()["username"] == member.username
    client.get(reverse("tokens"))
    proof = {"X-CSRFToken": client.cookies["csrftoken"].value}
    answers = [client.delete("/api/v1/me/token", headers=sent) for sent in ({}, {"X-CSRFToken": "x" * 64}, proof)]

    assert [answer.json()["code"] for answer in answers] == ["csrf_failed", "csrf_failed", "not_found"]


def test_a_bad_token_is_not_saved_by_a_session(member_client):
    assert member_client.get("/api/v1/me", headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_session_has_no_token_to_revoke(member_client):
    assert member_client.delete("/api/v1/me/token").status_code == 404


def test_errors_speak_the_language_of_the_reader(client):
    response = client.get("/api/v1/me", headers={"Accept-Language": "fr"})

    assert response["Content-Language"] == "fr"
    assert response.json()["message"] == "Connectez-vous, ou envoyez un jeton valable."


def test_use_is_noted(api, member):
    api("GET", "me")

    assert tokens_of(member).get().last_used_at is not None


def test_a_token_in_use_outlives_the_secret_key(api, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" * 8
    statuses = [api("GET", "me").status_code]
    settings.SECRET_KEY_FALLBACKS = []
    statuses.append(api("GET", "me").status_code)

    assert statuses == [200, 200]


def test_too_many_requests_are_told(api, settings):
    statuses = [api("GET", "me") for _ in range(1201)]

    assert {response.status_code for response in statuses[:1200]} == {200}
    assert (statuses[-1].status_code, statuses[-1].json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(statuses[-1]["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        (f"limit={'9' * 5000}", "limit"),
        ("q=" + "x" * 101, "q"),
    ],
)
def test_a_wrong_value_is_named(api, query, field):
    response = api("GET", f"people?{query}")

    assert (response.status_code, list(response.json()["fields"])) == (422, [field])


@pytest.mark.parametrize("cursor", ["x", "WzEsMl0:1:x", "%F0%9F%8C%B3"])
def test_a_cursor_of_nobody_is_refused(api, cursor):
    response = api("GET", f"people?cursor={cursor}")

    assert (response.status_code, response.json()["code"]) == (422, "invalid_cursor")


def test_a_cursor_of_somebody_else_is_refused(api, caller):
    UserFactory.create_batch(2)
    cursor = caller(UserFactory())("GET", "people?limit=1").json()["next"]

    assert api("GET", f"people?limit=1&cursor={cursor}").status_code == 422


def test_a_nul_in_a_query_is_refused(api):
    assert api("GET", "people?q=a%00b").status_code == 422


def test_me(api, member, django_assert_num_queries):
    with django_assert_num_queries(2):  # the token with its person; the note of its use
        told = api("GET", "me").json()
    with django_assert_num_queries(1):
        api("GET", "me")

    assert told == {
        "username": member.username,
        "display_name": member.display_name,
        "unit": None,
        "language": "en",
        "unread": 0,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_listed_by_name(api, member, count, django_assert_num_queries):
    people = UserFactory.create_batch(count)
    api("GET", "me")

    with django_assert_num_queries(2):
        first = api("GET", "people?limit=1").json()
    names = [person["username"] for person in first["items"]]
    while first["next"]:
        first = api("GET", f"people?limit=1&cursor={first['next']}").json()
        names += [person["username"] for person in first["items"]]

    assert sorted(names) == sorted(person.username for person in [member, *people])


def test_tokens_are_kept_as_digests(member):
    token, text = create_token(actor=member, name="mine")

    assert text not in json.dumps(list(tokens_of(member).values()), default=str)
    assert token.prefix == text[: len(token.prefix)]
