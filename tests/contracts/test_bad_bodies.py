"""What no client should send: a clear answer, and nothing is changed."""

import pytest

from social_ext.comments.models import ThreadedComment
from social_ext.spaces.models import Post
from tests.factories.social import PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def nested(depth, field="body"):
    return f'{{"{field}": ' + "[" * depth + "]" * depth + "}"


BODIES = {
    "nothing": ("", 422, "invalid"),
    "no JSON": ("{", 422, "invalid_json"),
    "not UTF-8": (b'{"body": "\xff\xfe"}', 422, "invalid_json"),
    "a list": ("[]", 422, "invalid"),
    "null": ("null", 422, "invalid"),
    "10,000 deep": (nested(10_000), 422, "invalid_json"),
    "500 deep": (nested(500), 422, "invalid"),
    "500 deep in an unknown field": (nested(500, "extra"), 422, "invalid"),
    "a number of 5,000 digits": ('{"body": "x", "parent": ' + "9" * 5000 + "}", 422, "invalid_json"),
    "a number that no row has": ('{"body": "x", "parent": 1' + "0" * 30 + "}", 422, "invalid"),
    "a number below all": ('{"body": "x", "parent": -1}', 422, "invalid"),
    "a wrong type": ('{"body": 5}', 422, "invalid"),
    "a text for a number": ('{"body": "x", "parent": "1"}', 422, "invalid"),
    "true for a number": ('{"body": "x", "parent": true}', 422, "invalid"),
    "an unknown field": ('{"body": "x", "admin": true}', 422, "invalid"),
    "NUL": ('{"body": "a\\u0000b"}', 422, "invalid"),
    "half a character": ('{"body": "a\\ud800b"}', 422, "invalid"),
    "nothing to be seen": ('{"body": " \\u200b\\u2060\\n"}', 422, "empty_text"),
    "not a number": ('{"body": NaN}', 422, "invalid"),
    "5 MB": ('{"body": "' + "x" * 5_000_000 + '"}', 413, "too_large"),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("place", ["comment", "post"])
def test_a_bad_body_is_refused(api, member, place, name):
    space = SpaceFactory(owner=member)
    post = PostFactory(space=space, author=member)
    path = f"threads/{post.thread_id}/comments" if place == "comment" else f"spaces/{space.slug}/posts"
    body, status, code = BODIES[name]

    response = api.client.generic(
        "POST", f"/api/v1/{path}", data=body, content_type="application/json", headers=api.headers
    )

    told = response.json()
    assert (response.status_code, told["code"]) == (status, code) or (
        place == "post" and "parent" in str(body) and told["fields"] == {"parent": ["There is no such field."]}
    )
    assert (ThreadedComment.objects.count(), Post.objects.count()) == (0, 1)


@pytest.mark.parametrize("path", ["threads/{}/comments", "comments/{}", "posts/{}", "pages/{}/conversations"])
@pytest.mark.parametrize("pk", [10**30, 2**63, 0])
def test_a_number_that_no_row_has_leads_nowhere(api, path, pk):
    assert api("GET", path.format(pk)).status_code == 404


@pytest.mark.parametrize("depth", [700, 800, 850, 900, 950, 980, 1000])
def test_no_depth_is_a_failure(api, member, depth):
    space = SpaceFactory(owner=member)

    response = api.client.generic(
        "POST",
        f"/api/v1/spaces/{space.slug}/posts",
        data=nested(depth, "extra"),
        content_type="application/json",
        headers=api.headers,
    )

    assert response.status_code == 422


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data"])
@pytest.mark.parametrize("with_token", [True, False])
def test_form_with_files_is_no_json(api, member, member_client, kind, with_token):
    space = SpaceFactory(owner=member)
    client, headers = (api.client, api.headers) if with_token else (member_client, {})

    response = client.generic(
        "POST", f"/api/v1/spaces/{space.slug}/posts", data="--x--", content_type=kind, headers=headers
    )

    assert (response.status_code, response.json()["code"]) == (422, "invalid_json")
    assert not Post.objects.exists()
