"""What a space promises: archived it is only read, secret it is not probed, and reading writes nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from social_ext.spaces.models import Role
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db

WRITING = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def api_of(caller, home):
    """Return somebody's program."""
    return caller


def test_archived_space_is_read_only_until_its_owner_opens_it(api, api_of, member, outsider):
    space = SpaceFactory(owner=member)
    post = PostFactory(space=space, author=member)
    comment = CommentFactory(thread=post.thread, author=member)
    MembershipFactory(space=space, person=outsider, role=Role.MODERATOR)
    api("DELETE", f"spaces/{space.slug}")

    writes = [
        api("POST", f"spaces/{space.slug}/posts", {"body": "Late"}),
        api("PATCH", f"posts/{post.pk}", {"body": "Late", "version": 1}),
        api("PATCH", f"spaces/{space.slug}", {"name": "Late"}),
        api("PUT", f"spaces/{space.slug}/members/outsider", {"role": "owner"}),
        api_of(UserFactory())("PUT", f"spaces/{space.slug}/membership"),
        api("POST", f"threads/{post.thread_id}/comments", {"body": "Late"}),
        api("PATCH", f"comments/{comment.pk}", {"body": "Late", "version": 1}),
        api("PUT", f"posts/{post.pk}/reactions/like"),
        api("PUT", f"comments/{comment.pk}/reactions/like"),
    ]
    by_moderator = api_of(outsider)("PATCH", f"spaces/{space.slug}", {"archived": False}).status_code
    restored = [
        api("PATCH", f"spaces/{space.slug}", body) for body in ({"archived": False}, {"archived": False, "name": "New"})
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in writes} == {(403, "space_archived")}
    assert "Its owners can open it again." in writes[0].json()["message"]
    assert by_moderator == 403
    assert [(one.status_code, one.json()["archived_at"]) for one in restored] == [(200, None)] * 2
    assert restored[1].json()["name"] == "New"
    assert api("PATCH", f"posts/{post.pk}", {"body": "In time", "version": 1}).status_code == 200
    assert api("POST", f"threads/{post.thread_id}/comments", {"body": "Again"}).status_code == 201


def test_address_of_a_secret_space_is_refused_to_nobody(api, api_of, outsider):
    hidden = api("POST", "spaces", {"name": "Merger", "slug": "merger", "visibility": "secret"})
    again = api("POST", "spaces", {"name": "Merger", "slug": "merger", "visibility": "secret"})

    theirs = api_of(outsider)("POST", "spaces", {"name": "Merger", "slug": "merger"})

    assert [made.status_code for made in (hidden, again, theirs)] == [201] * 3
    assert theirs.json()["slug"] == "merger"
    for made in (hidden, again):
        assert re.fullmatch(r"merger-[a-z2-9]{12}", made.json()["slug"])
        assert api("GET", f"spaces/{made.json()['slug']}").status_code == 200


def test_reason_is_kept_for_the_owners(api, api_of, outsider):
    made = api("POST", "spaces", {"name": "Buyers", "reason": "The buyers of all units asked for it."}).json()

    told = [ask("GET", "spaces/buyers").json()["reason"] for ask in (api, api_of(outsider))]

    assert made["reason"] == "The buyers of all units asked for it."
    assert told == [made["reason"], None]


@pytest.mark.parametrize("path", ["spaces", "me", "people", "feed", "search?q=a", "pages"])
def test_reading_writes_nothing(api, path):
    api("GET", "me")  # the use of the token is noted, once in five minutes, behind the answer

    with CaptureQueriesContext(connection) as asked:
        assert api("GET", path).status_code == 200

    assert [query["sql"] for query in asked if query["sql"].startswith(WRITING)] == []
