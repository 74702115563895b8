"""What is said where a space was archived meanwhile: the reason stands in its place, with the words that were written."""

import pytest
from django.urls import reverse

from social_ext.spaces.services.spaces import archive_space
from tests.factories.social import PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db
REASON = "This space is archived: it is there to be read."


@pytest.fixture
def post(member, home):
    post = PostFactory(space=SpaceFactory(owner=member), author=member)
    archive_space(actor=member, space=post.space)
    return post


@pytest.mark.parametrize(("headers", "status"), [({}, 403), ({"HX-Request": "true"}, 422)])
def test_comment_keeps_its_words_and_gets_the_reason(member_client, post, headers, status):
    address = reverse("thread_comments", args=[post.thread_id])

    answer = member_client.post(address, {"body": "Two lamps"}, headers=headers)

    assert (answer.status_code, REASON in answer.text, "Two lamps" in answer.text) == (status, True, True)


@pytest.mark.parametrize(("headers", "status"), [({}, 403), ({"HX-Request": "true"}, 422)])
def test_reaction_gets_the_reason(member_client, post, headers, status):
    address = reverse("react_to_post", args=[post.pk])

    answer = member_client.post(address, {"kind": "like"}, headers=headers)

    assert (answer.status_code, REASON in answer.text, "<html" in answer.text) == (status, True, status == 403)
