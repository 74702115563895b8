import pytest

from social_ext.spaces.models import Membership, Post, Role
from social_ext.spaces.services.posts import remove_post
from social_ext.spaces.services.spaces import archive_space
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def test_post_is_said_and_told_whole(api, member):
    space = SpaceFactory(slug="field")

    made = api("POST", "spaces/field/posts", {"body": "Who has\r\ntried it? <b>", "kind": "question"})

    assert made.status_code == 201
    post = Post.objects.get()
    assert made.json() == {
        "id": post.pk,
        "url": f"/en/posts/{post.pk}/",
        "space": {"slug": "field", "name": space.name, "url": "/en/spaces/field/"},
        "author": {
            "username": "member",
            "display_name": member.display_name,
            "url": "/en/people/member/",
            "avatar": "",
        },
        "kind": "question",
        "body": "Who has\ntried it? <b>",
        "html": "<p>Who has<br>tried it? &lt;b&gt;</p>",
        "created_at": made.json()["created_at"],
        "edited_at": None,
        "version": 1,
        "state": "visible",
        "thread": post.thread_id,
        "comments_open": True,
        "reactions": {"counts": {}, "total": 0, "mine": None},
        "card": None,
    }
    assert api("GET", f"posts/{post.pk}").json() == made.json()
    assert api("GET", "spaces/field/posts").json()["items"] == [made.json()]
    assert Membership.objects.filter(space=space, person=member).exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"body": ""}, "body"),
        ({"body": "\u200b \u2060"}, "body"),
        ({"body": "x" * 10_001}, "body"),
        ({"body": 5}, "body"),
        ({"body": "Hi", "kind": "share"}, "kind"),
        ({"body": "Hi", "kind": "shout"}, "kind"),
        ({"body": "Hi", "files": [1]}, "files"),
        ({"body": "Hi", "mood": "good"}, "mood"),
    ],
)
def test_post_with_values_that_cannot_stand_is_refused(api, member, body, field):
    space = SpaceFactory()

    answer = api("POST", f"spaces/{space.slug}/posts", body)

    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert not Membership.objects.filter(space=space, person=member).exists()


@pytest.mark.parametrize(("visibility", "status"), [("closed", 403), ("secret", 404)])
def test_outsiders_post_in_open_spaces_only(api, visibility, status):
    space = SpaceFactory(visibility=visibility)

    assert api("POST", f"spaces/{space.slug}/posts", {"body": "Hello"}).status_code == status
    assert not Post.objects.exists()


@pytest.mark.parametrize("visibility", ["closed", "secret"])
def test_hidden_post_answers_like_none(api, visibility):
    post = PostFactory(space=SpaceFactory(visibility=visibility))
    body = {"body": "Mine", "version": 1}

    for method, sent in [("GET", None), ("PATCH", body), ("DELETE", None)]:
        hidden, absent = (api(method, f"posts/{pk}", sent) for pk in (post.pk, 987654))
        assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_author_changes_a_post_once_per_version(api, member):
    post = PostFactory(author=member)

    first = api("PATCH", f"posts/{post.pk}", {"body": "Better", "version": 1})
    stale = api("PATCH", f"posts/{post.pk}", {"body": "Stale", "version": 1})
    without = api("PATCH", f"posts/{post.pk}", {"body": "Anyhow"})

    assert [first.status_code, stale.status_code, without.status_code] == [200, 409, 422]
    assert (first.json()["body"], first.json()["version"], first.json()["edited_at"] is None) == ("Better", 2, False)


def test_post_is_removed_by_author_or_keeper_and_stays_without_its_text(caller, home, member, outsider):
    space = SpaceFactory(owner=member)
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).person
    mine, theirs = (PostFactory(space=space, body="Secret words") for _time in range(2))

    assert caller(outsider)("DELETE", f"posts/{mine.pk}").status_code == 403
    assert caller(outsider)("PATCH", f"posts/{mine.pk}", {"body": "x", "version": 1}).status_code == 403
    for person, post in [(mine.author, mine), (moderator, theirs), (moderator, theirs)]:
        assert caller(person)("DELETE", f"posts/{post.pk}").status_code == 204

    told = caller(outsider)("GET", f"posts/{mine.pk}").json()
    assert (told["state"], told["body"], told["html"], told["comments_open"]) == ("removed", "", "", False)
    assert caller(outsider)("GET", f"spaces/{space.slug}/posts").json()["items"] == []


def test_posts_page_by_key(api, member):
    space = SpaceFactory(owner=member)
    posts = [PostFactory(space=space, author=member) for _time in range(5)]

    first = api("GET", f"spaces/{space.slug}/posts?limit=2").json()
    PostFactory(space=space, author=member)
    remove_post(actor=member, post=posts[4])
    second = api("GET", f"spaces/{space.slug}/posts?limit=3&cursor={first['next']}").json()

    assert [one["id"] for one in first["items"] + second["items"]] == [post.pk for post in reversed(posts)]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=abc"])
def test_part_of_a_list_that_is_none_is_refused(api, query):
    assert api("GET", f"spaces/{SpaceFactory().slug}/posts?{query}").status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_posts_does_not_grow(api, member, count, django_assert_num_queries):
    space = SpaceFactory(owner=member)
    for _time in range(count):
        page = make_page()
        api("POST", f"pages/{page.pk}/shares", {"spaces": [space.slug], "message": "Read"})
        api("PUT", f"posts/{Post.objects.latest('pk').pk}/reactions/like")
        CommentFactory(thread=Post.objects.latest("pk").thread)
    api("GET", f"spaces/{space.slug}/posts")

    with django_assert_num_queries(7):
        listed = api("GET", f"spaces/{space.slug}/posts").json()["items"]

    assert [(one["card"]["state"], one["reactions"]["mine"]) for one in listed] == [("current", "like")] * count


def test_page_is_shared_into_all_spaces_or_none(api, member):
    page = make_page(title="Travel")
    mine, other = SpaceFactory(owner=member), SpaceFactory()
    secret = SpaceFactory(visibility="secret")
    closed = SpaceFactory(visibility="closed")

    def share(*slugs, **body):
        return api("POST", f"pages/{page.pk}/shares", {"spaces": list(slugs)} | body)

    absent, hidden = share(mine.slug, "nowhere"), share(mine.slug, secret.slug)
    assert (hidden.status_code, hidden.content) == (422, absent.content)
    assert share(mine.slug, closed.slug).status_code == 403
    assert share().status_code == 422
    assert not Post.objects.exists()

    first, again = (share(mine.slug, other.slug, message="Read this") for _time in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    told = first.json()["items"]
    assert [one["space"]["slug"] for one in told] == [mine.slug, other.slug]
    assert [(one["page"], one["post"]["kind"], one["post"]["card"]["title"]) for one in told] == [
        (page.pk, "share", "Travel")
    ] * 2
    assert [one["id"] for one in again.json()["items"]] == [one["id"] for one in told]


def test_page_that_is_hidden_is_not_shared(api, member):
    section = make_section()
    page = make_page(parent=section)
    restrict(section, GroupFactory())
    space = SpaceFactory(owner=member)

    answers = [api("POST", f"pages/{pk}/shares", {"spaces": [space.slug]}) for pk in (page.pk, 987654)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_card_tells_nothing_of_a_page_that_is_hidden(caller, home, member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    section = make_section()
    page = make_page(parent=section, title="Canary")
    restrict(section, group)
    space = SpaceFactory(owner=member)
    caller(member)("POST", f"pages/{page.pk}/shares", {"spaces": [space.slug]})

    (told,) = caller(outsider)("GET", f"spaces/{space.slug}/posts").json()["items"]

    assert told["card"] == dict.fromkeys(told["card"], None) | {"state": "unavailable"}


def test_archived_space_is_not_shared_into(api, member):
    space = SpaceFactory(owner=member)
    archive_space(actor=member, space=space)

    refused = api("POST", f"pages/{make_page().pk}/shares", {"spaces": [space.slug]})

    assert (refused.status_code, refused.json()["code"]) == (403, "space_archived")
