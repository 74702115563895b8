"""A person has one limit for what they send, by pages and by programs."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.people.tokens import create_token, tokens_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def limit(settings):
    settings.API_RATES = settings.API_RATES | {"writing": "2/m"}


def make_token(client, **headers):
    return client.post(reverse("tokens"), {"name": "Report"}, headers=headers)


def test_third_writing_of_two_is_asked_to_pause(limit, member, member_client, home):
    answers = [make_token(member_client) for _time in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert f"Wait {answers[-1]['Retry-After']} seconds, then send it again." in answers[-1].text
    assert tokens_of(member).count() == 2
    assert member_client.get(reverse("tokens")).status_code == 200


def test_pause_is_a_fragment_for_htmx(limit, member_client, home):
    for _time in range(2):
        make_token(member_client)

    answer = make_token(member_client, HX_Request="true")

    assert (answer.status_code, "<html" in answer.text) == (429, False)


def test_programs_and_pages_count_together_and_people_apart(limit, member, member_client, outsider_client, home):
    _token, text = create_token(actor=member, name="Program", read_only=False)
    program = Client(headers={"Authorization": f"Bearer {text}"})
    statuses = {program.put("/api/v1/pages/1/reactions/like").status_code for _time in range(2)}

    assert statuses == {404}
    assert [make_token(client).status_code for client in (member_client, outsider_client)] == [429, 201]


def test_who_may_not_write_any_more_may_sign_out(limit, member_client, home):
    for _time in range(3):
        make_token(member_client)

    assert member_client.post(reverse("account_logout")).status_code == 302
