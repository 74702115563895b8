"""The share form: which spaces it offers, what it keeps, and what it says afterwards."""

import pytest
from django.utils.html import strip_tags

from social_ext.sharing.models import Share
from social_ext.sharing.selectors import OFFERED, choices
from social_ext.sharing.services import share_page
from social_ext.spaces.services.posts import create_post
from tests.factories.pages import make_page
from tests.factories.social import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return make_page(title="Travelling for work")


def address(page):
    return f"/en/pages/{page.pk}/share/"


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_so_many_spaces_are_offered_the_recent_ones_first(member, page):
    spaces = [SpaceFactory(owner=member) for _ in range(OFFERED + 2)]
    create_post(actor=member, space=spaces[-1], body="Hello")

    offered = [choice.space for choice in choices(member, page)]

    assert (offered[0], len(offered)) == (spaces[-1], OFFERED)


def test_search_finds_another_space_and_keeps_words_and_choices(member, member_client, page):
    chosen = SpaceFactory(owner=member, name="Field engineers")
    found = SpaceFactory(owner=member, name="Winter rounds")
    for _ in range(OFFERED):
        SpaceFactory(owner=member)

    asked = {"spaces": [chosen.slug], "message": "Look", "q": "winter"}
    by_get = member_client.get(address(page), asked)
    by_button = member_client.post(address(page), asked | {"find": "1"})

    for response in (by_get, by_button):
        assert [(each.space, each.is_chosen) for each in response.context["choices"]] == [
            (chosen, True),
            (found, False),
        ]
        assert (response.status_code, response.context["message"]) == (200, "Look")
    assert not Share.objects.exists()


@pytest.mark.parametrize(("count", "shown"), [(5, False), (6, True)])
def test_search_is_shown_from_six_spaces_on(member, member_client, page, count, shown):
    for _ in range(count - 1):  # one's own is there
        SpaceFactory(owner=member)

    html = member_client.get(address(page)).content.decode()

    assert ("Find another space" in html) is shown


def test_what_was_sent_again_is_said_so(member, member_client, page):
    old, new = SpaceFactory(owner=member, name="Field engineers"), SpaceFactory(owner=member, name="Winter rounds")
    share_page(actor=member, page=page, spaces=[old])
    both = {"spaces": [old.slug, new.slug], "message": "Look"}

    first = words(member_client.post(address(page), both, follow=True))
    silent = words(member_client.post(address(page), both | {"message": ""}, follow=True))

    assert "Shared in Winter rounds." in first
    assert "Your words were added to the talk in Field engineers." in first
    assert "Already there: Field engineers, Winter rounds." in silent


@pytest.mark.parametrize("q", ["\x00", "a" * 60_000])
def test_what_no_name_has_breaks_nothing(member, member_client, page, q):
    SpaceFactory(owner=member)

    response = member_client.post(address(page), {"find": "1", "q": q, "spaces": ["\x00"]})

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_form_queries_do_not_grow(member, member_client, page, count, django_assert_num_queries):
    spaces = [SpaceFactory(owner=member) for _ in range(count)]
    share_page(actor=member, page=page, spaces=spaces)
    member_client.get(address(page))

    with django_assert_num_queries(8):
        response = member_client.get(address(page))

    assert response.content.count(b"Already discussed in") == count
    assert response.content.count(b"chip__box") == count + 1  # one's own
