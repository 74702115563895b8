import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.people.tokens import MOST, create_token, tokens_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.text.partition('id="token-text" value="')[2].partition('"')[0]


def test_a_token_is_shown_once(member, member_client, client):
    made = member_client.post(reverse("tokens"), {"name": "Report", "read_only": "on"})
    text = text_of(made)

    assert (made.status_code, made["Cache-Control"]) == (201, "max-age=0, no-cache, no-store, must-revalidate, private")
    assert text not in member_client.get(reverse("tokens")).text
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).json()["username"] == member.username


@pytest.mark.parametrize("name", ["", "  ", "\x00", "\u200b", "x" * 101])
def test_a_token_needs_a_name(member, member_client, name):
    response = member_client.post(reverse("tokens"), {"name": name})

    assert (response.status_code, tokens_of(member).count()) == (422, 0)


def test_a_token_is_limited_and_revoked(member, member_client):
    token, _text = create_token(actor=member, name="Report")
    change = reverse("token_change", args=[token.pk])
    found = []

    for act in ("read_only", "writing", "revoke"):
        member_client.post(change, {"act": act})
        found.append([hasattr(one, "read_only") for one in tokens_of(member)])

    assert found == [[True], [False], []]
    assert member_client.post(change, {"act": "revoke"}).status_code == 404


@pytest.mark.parametrize("act", ["revoke", "read_only", "", "x"])
def test_a_token_of_somebody_else_answers_like_none(member_client, act):
    token, _text = create_token(actor=UserFactory(), name="Report")

    answers = [member_client.post(reverse("token_change", args=[pk]), {"act": act}) for pk in (token.pk, 10**18)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert tokens_of(token.user).count() == 1


def test_tokens_are_not_endless(member, member_client):
    for number in range(MOST):
        create_token(actor=member, name=str(number))

    response = member_client.post(reverse("tokens"), {"name": "one more"})

    assert (response.status_code, tokens_of(member).count()) == (422, MOST)
    assert f"You have {MOST} tokens" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_token_list_queries_do_not_grow(member, member_client, home, count, django_assert_num_queries):
    for number in range(count):
        create_token(actor=member, name=str(number), read_only=True)
    member_client.get(reverse("tokens"))

    with django_assert_num_queries(3):
        member_client.get(reverse("tokens"))


def test_command_prints_the_token_alone(member, client, capsys):
    call_command("create_api_token", member.username)
    text = capsys.readouterr().out.splitlines()[-1]

    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 200


def test_command_names_who_is_unknown():
    with pytest.raises(CommandError, match="'nobody'"):
        call_command("create_api_token", "nobody")


def test_documentation_is_there_without_inline_code(member_client, home):
    response = member_client.get(reverse("api_documentation"))

    assert response.status_code == 200
    assert "unsafe" not in response["Content-Security-Policy"]


def test_reload_makes_no_second_token(member, member_client):
    page = member_client.get(reverse("tokens"))
    sent = {"name": "Report", "once": str(page.context["form"]["once"].value())}

    first, again = (member_client.post(reverse("tokens"), sent) for _time in range(2))

    assert (first.status_code, tokens_of(member).count()) == (201, 1)
    assert (again.status_code, again["Location"]) == (302, reverse("tokens"))
