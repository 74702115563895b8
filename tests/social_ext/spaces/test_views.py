import pytest
from django.urls import reverse
from laces.components import Component
from wagtail import hooks

from social_ext.spaces.models import Membership, Post, Role, Space, State
from social_ext.spaces.services.memberships import invite, join_space
from social_ext.spaces.services.posts import remove_post
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(member):
    return SpaceFactory(name="Press desk", purpose="Before we tell", visibility="closed", owner=member)


def test_list_tells_mine_from_others_and_hides_secret_ones(member, member_client, home):
    SpaceFactory(name="Mine", owner=member)
    SpaceFactory(name="Open to me")
    SpaceFactory(name="Hidden", visibility="secret")

    response = member_client.get(reverse("spaces"))

    assert [card["name"] for card in response.context["mine"]] == [member.display_name, "Mine"]
    assert [card["name"] for card in response.context["others"]] == ["Open to me"]
    assert "Hidden" not in response.text


def test_invitation_waits_in_the_list(member, outsider_client, outsider, home):
    space = SpaceFactory(name="Hidden", visibility="secret", owner=member)
    invite(actor=member, space=space, username="outsider")

    assert "You are invited to Hidden" in outsider_client.get(reverse("spaces")).text
    outsider_client.post(reverse("space_join", args=[space.slug]))

    assert outsider_client.get(space.url).status_code == 200


def test_closed_space_tells_outsiders_its_purpose_and_no_more(member, outsider_client, closed, home):
    PostFactory(space=closed, author=member, body="harbour dues")

    response = outsider_client.get(closed.url)

    assert response.status_code == 200
    assert [text in response.text for text in ("Press desk", "Before we tell", "Ask to join", "harbour dues")] == [
        True,
        True,
        True,
        False,
    ]
    assert outsider_client.get(reverse("space_members", args=[closed.slug])).status_code == 404


def test_secret_space_answers_like_what_never_existed(outsider_client, home):
    space = SpaceFactory(name="Hidden", visibility="secret")

    answers = [
        outsider_client.post(reverse(name, args=[slug])).status_code
        for name in ("space_join", "space_leave", "space_posts")
        for slug in (space.slug, "absent")
    ]

    assert answers == [404] * 6
    assert outsider_client.get(space.url).status_code == 404


def test_outsider_does_not_post_in_a_closed_space(outsider_client, closed):
    response = outsider_client.post(reverse("space_posts", args=[closed.slug]), {"body": "Hello"})

    assert (response.status_code, Post.objects.exists()) == (404, False)


def test_request_is_granted(member_client, outsider, outsider_client, closed, home):
    outsider_client.post(reverse("space_join", args=[closed.slug]))
    listed = member_client.get(reverse("space_members", args=[closed.slug]))
    answer = {"username": "outsider", "answer": "grant"}
    refused = outsider_client.post(reverse("space_answer", args=[closed.slug]), answer)
    member_client.post(reverse("space_answer", args=[closed.slug]), answer)

    assert [one.person for one in listed.context["requests"]] == [outsider]
    assert refused.status_code == 404
    assert Membership.objects.get(person=outsider, space=closed).state == State.MEMBER


def test_unknown_user_name_comes_back(member_client, closed, home):
    response = member_client.post(reverse("space_invite", args=[closed.slug]), {"username": "nobdy"})

    assert response.status_code == 422
    assert 'value="nobdy"' in response.text


def test_question_is_posted(member_client, closed, home):
    response = member_client.post(reverse("space_posts", args=[closed.slug]), {"body": "Who?", "kind": "question"})

    post = Post.objects.get()
    assert (post.kind, response.url) == ("question", f"{closed.url}#post-{post.pk}")


@pytest.mark.parametrize("body", ["", "x" * 100_000])
def test_refused_post_comes_back(member_client, closed, home, body):
    response = member_client.post(reverse("space_posts", args=[closed.slug]), {"body": body})

    assert (response.status_code, Post.objects.exists()) == (422, False)
    assert f"{body}</textarea>" in response.text


def test_older_posts_follow_by_cursor(member, member_client, closed, home):
    PostFactory.create_batch(21, space=closed, author=member)

    first = member_client.get(closed.url)
    second = member_client.get(first.context["older_url"])

    assert [len(page.context["cards"]) for page in (first, second)] == [20, 1]
    assert "older_url" not in second.context
    assert member_client.get(closed.url, {"before": "tampered"}).status_code == 422


def test_space_is_made_in_the_browser(member_client, home):
    said = {"name": "Field engineers", "kind": "community", "visibility": "open"}

    answers = [member_client.post(reverse("space_create"), said | {"name": name}) for name in ("", said["name"])]

    assert [answer.status_code for answer in answers] == [422, 302]
    assert answers[1].url == Space.objects.get(kind="community").url


def test_post_page_shows_the_whole_talk(outsider_client, home):
    post = PostFactory(body="Night trains")
    CommentFactory.create_batch(3, thread=post.thread)

    html = outsider_client.get(post.url).text

    assert ("Night trains" in html, "3 comments" in html, html.count("data-comment")) == (True, True, 3)


def test_post_of_a_closed_space_is_not_found(outsider_client, closed, member, home):
    post = PostFactory(space=closed, author=member)

    for pk in (post.pk, 10**9):
        assert outsider_client.get(reverse("post", args=[pk])).status_code == 404


def test_removed_post_shows_no_word_of_itself(outsider_client, home):
    post = PostFactory(body="unsayable")
    remove_post(actor=post.author, post=post)

    html = outsider_client.get(post.url).text

    assert "unsayable" not in html


def test_author_edits(member, member_client, outsider_client, closed, home):
    post = PostFactory(space=closed, author=member)
    url = reverse("post_edit", args=[post.pk])

    answers = [
        outsider_client.get(url).status_code,
        member_client.post(url, {"body": "", "version": 1}).status_code,
        member_client.post(url, {"body": "Better", "version": 1}).status_code,
        member_client.post(url, {"body": "Stale", "version": 1}).status_code,
    ]

    assert answers == [404, 422, 302, 409]


class Note(Component):
    def render_html(self, parent_context=None):
        return "a note"


def test_other_apps_add_to_posts(member_client, closed, member, home):
    post = PostFactory(space=closed, author=member)

    with hooks.register_temporarily("construct_posts_context", lambda viewer, posts: {post.pk: [Note()]}):
        html = member_client.get(closed.url).text

    assert "a note" in html


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("space", 9), ("members", 5), ("post", 8), ("spaces", 5)])
def test_queries_do_not_grow(member, member_client, home, page, queries, count, django_assert_num_queries):
    space = SpaceFactory(owner=member)
    post = PostFactory(space=space, author=member)
    for number in range(count):
        one = PostFactory(space=space, author=UserFactory()) if number else post
        CommentFactory.create_batch(count, thread=one.thread)
        join_space(actor=UserFactory(), space=SpaceFactory())
    urls = {
        "space": space.url,
        "members": reverse("space_members", args=[space.slug]),
        "post": post.url,
        "spaces": reverse("spaces"),
    }
    member_client.get(urls[page])

    with django_assert_num_queries(queries):
        member_client.get(urls[page])


def test_owner_gives_roles(member, member_client, outsider, outsider_client, closed, home):
    MembershipFactory(space=closed, person=outsider)
    url = reverse("space_role", args=[closed.slug])

    shown = [
        client.get(reverse("space_members", args=[closed.slug])).text for client in (member_client, outsider_client)
    ]
    given = [
        member_client.post(url, {"username": "outsider", "role": role}).status_code for role in ("moderator", "king")
    ]
    refused = [
        outsider_client.post(url, {"username": "outsider", "role": "owner"}).status_code,
        member_client.post(url, {"username": "nobody", "role": "owner"}).status_code,
    ]
    alone = member_client.post(url, {"username": "member", "role": "member"})

    assert [f'action="{url}"' in html for html in shown] == [True, False]
    assert (given, refused) == ([302, 404], [404, 404])
    assert Membership.objects.get(space=closed, person=outsider).role == Role.MODERATOR
    assert (alone.status_code, "You are the last owner" in alone.text) == (422, True)


def test_owner_archives_after_a_question_and_opens_again(
    member, member_client, outsider, outsider_client, closed, home
):
    post = PostFactory(space=closed, author=member)
    MembershipFactory(space=closed, person=outsider, role=Role.MODERATOR)
    archive, restore = (reverse(name, args=[closed.slug]) for name in ("space_archive", "space_restore"))
    by_others = [outsider_client.get(archive), outsider_client.post(archive), outsider_client.post(restore)]
    assert archive in member_client.get(reverse("space_members", args=[closed.slug])).text

    asked = member_client.get(archive)
    assert Space.objects.get(pk=closed.pk).archived_at is None
    member_client.post(archive)

    html = [client.get(closed.url).text for client in (member_client, outsider_client)]
    late = member_client.post(reverse("space_posts", args=[closed.slug]), {"body": "Half a page of words"})
    edit = member_client.get(reverse("post_edit", args=[post.pk]))
    listed = outsider_client.get(reverse("spaces")).context
    assert [answer.status_code for answer in by_others] == [404] * 3
    assert f"Archive {closed.name}?" in asked.text
    assert [("Archived on" in page, restore in page, 'id="post-body"' in page) for page in html] == [
        (True, True, False),
        (True, False, False),
    ]
    assert (late.status_code, "Half a page of words" in late.text) == (403, True)
    assert (edit.status_code, "Its owners can open it again." in edit.text) == (403, True)
    assert [card["name"] for card in listed["archived"]] == [closed.name]

    member_client.post(restore)

    assert 'id="post-body"' in member_client.get(closed.url).text


def test_own_space_is_neither_archived_nor_shared_out(member, member_client, home):
    own = Space.objects.get(person=member)

    html = member_client.get(reverse("space_members", args=[own.slug])).text

    assert [word in html for word in ("Archive this space", "Invite a colleague", "<select")] == [False] * 3
    assert member_client.get(reverse("space_archive", args=[own.slug])).status_code == 404
