import pytest

from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.services import close_thread
from social_ext.spaces.models import Role
from tests.factories.pages import block, make_page, make_section, restrict
from tests.factories.people import GroupFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return make_page(title="Travel", body=[block("paragraph", "<p>Text</p>")])


@pytest.fixture
def thread(page):
    return Thread.objects.get(page_key=page.translation_key)


def test_page_names_its_conversation(api, page, thread):
    told = api("GET", f"pages/{page.pk}").json()
    found = api("GET", f"threads/{told['thread']}").json()

    assert (told["thread"], told["comments_open"]) == (thread.pk, True)
    assert found == {
        "id": thread.pk,
        "home": {"kind": "page", "id": page.pk, "url": page.get_url(), "space": None},
        "comment_count": 0,
        "last_activity_at": None,
        "comments_open": True,
    }


def test_post_is_the_home_of_its_conversation(api):
    post = PostFactory()

    home = api("GET", f"threads/{post.thread_id}").json()["home"]

    assert (home["kind"], home["id"], home["url"], home["space"]["slug"]) == (
        "post",
        post.pk,
        post.url,
        post.space.slug,
    )


def test_comment_is_said_and_told_whole(api, member, page, thread):
    anchor = page.body[0].id

    made = api(
        "POST", f"threads/{thread.pk}/comments", {"body": "Vienna?", "anchor": anchor}, **{"Accept-Language": "fr"}
    )
    answer = api("POST", f"threads/{thread.pk}/comments", {"body": "Yes", "parent": made.json()["id"]})

    assert (made.status_code, answer.status_code) == (201, 201)
    told = made.json()
    assert told == {
        "id": told["id"],
        "thread": thread.pk,
        "parent": None,
        "author": told["author"],
        "body": "Vienna?",
        "html": "<p>Vienna?</p>",
        "language": "fr",
        "anchor": anchor,
        "url": f"/fr/comments/{told['id']}/",
        "state": "visible",
        "created_at": told["created_at"],
        "edited_at": None,
        "version": 1,
        "reactions": {"counts": {}, "total": 0, "mine": None},
    }
    assert (answer.json()["parent"], answer.json()["anchor"], answer.json()["language"]) == (told["id"], None, "en")
    listed = api("GET", f"threads/{thread.pk}/comments").json()["items"]
    assert listed == [told | {"url": f"/en/comments/{told['id']}/", "author": listed[0]["author"]}, answer.json()]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"body": "\u2800"}, "body"),
        ({"body": "x" * 10_001}, "body"),
        ({"body": "Hi", "anchor": "elsewhere"}, "anchor"),
        ({"body": "Hi", "parent": 987654}, "parent"),
        ({"body": "Hi", "parent": 0}, "parent"),
        ({"body": "Hi", "parent": 10**30}, "parent"),
        ({"body": "Hi", "mood": "good"}, "mood"),
    ],
)
def test_comment_with_values_that_cannot_stand_is_refused(api, thread, body, field):
    answer = api("POST", f"threads/{thread.pk}/comments", body)

    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert not ThreadedComment.objects.exists()


def test_parent_elsewhere_or_hidden_is_like_none(api, thread):
    elsewhere = CommentFactory()
    hidden = CommentFactory(
        thread=(post := PostFactory(space=SpaceFactory(visibility="secret"))).thread, author=post.author
    )

    answers = [
        api("POST", f"threads/{thread.pk}/comments", {"body": "Hi", "parent": parent}).content
        for parent in (elsewhere.pk, hidden.pk, 987654)
    ]

    assert len(set(answers)) == 1


def test_closed_conversation_takes_nothing(api, thread):
    close_thread(thread=thread)

    answer = api("POST", f"threads/{thread.pk}/comments", {"body": "Late"})

    assert (answer.status_code, answer.json()["code"]) == (422, "thread_closed")
    assert api("GET", f"threads/{thread.pk}").json()["comments_open"] is False


def test_hidden_conversation_answers_like_none(api, home):
    section = make_section()
    comments = [CommentFactory(page=make_page(parent=section))]
    restrict(section, GroupFactory())
    for visibility in ("closed", "secret"):
        post = PostFactory(space=SpaceFactory(visibility=visibility))
        comments.append(CommentFactory(thread=post.thread, author=post.author))
    changed = {"body": "Mine", "version": 1}

    for comment in comments:
        for method, path, named, body in [
            ("GET", "threads/{}", comment.conversation_id, None),
            ("GET", "threads/{}/comments", comment.conversation_id, None),
            ("POST", "threads/{}/comments", comment.conversation_id, {"body": "Hi"}),
            ("GET", "comments/{}", comment.pk, None),
            ("PATCH", "comments/{}", comment.pk, changed),
            ("DELETE", "comments/{}", comment.pk, None),
            ("PUT", "comments/{}/reactions/like", comment.pk, None),
            ("DELETE", "comments/{}/reactions/sneer", comment.pk, None),
        ]:
            hidden, absent = (api(method, path.format(pk), body) for pk in (named, 987654))
            assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_author_changes_a_comment_once_per_version(api, member, thread):
    comment = CommentFactory(thread=thread, author=member)

    first = api("PATCH", f"comments/{comment.pk}", {"body": "Better", "version": 1})
    stale = api("PATCH", f"comments/{comment.pk}", {"body": "Stale", "version": 1})
    empty = api("PATCH", f"comments/{comment.pk}", {"body": " ", "version": 2})

    assert [first.status_code, stale.status_code, empty.status_code] == [200, 409, 422]
    assert (first.json()["body"], first.json()["version"]) == ("Better", 2)


def test_comment_is_removed_by_author_or_keeper_and_keeps_its_place(caller, home, member, outsider):
    space = SpaceFactory(owner=member)
    thread = PostFactory(space=space).thread
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).person
    mine, theirs = (CommentFactory(thread=thread, body="Secret words") for _time in range(2))

    assert caller(outsider)("DELETE", f"comments/{mine.pk}").status_code == 403
    assert caller(moderator)("PATCH", f"comments/{mine.pk}", {"body": "x", "version": 1}).status_code == 403
    for person, comment in [(mine.user, mine), (mine.user, mine), (moderator, theirs)]:
        assert caller(person)("DELETE", f"comments/{comment.pk}").status_code == 204

    listed = caller(outsider)("GET", f"threads/{thread.pk}/comments").json()["items"]
    assert [(one["state"], one["body"], one["html"]) for one in listed] == [("removed", "", "")] * 2


@pytest.mark.parametrize("count", [1, 3, 20])
def test_list_of_comments_takes_six_queries_at_most(api, member, thread, count, django_assert_num_queries):
    for number, comment in enumerate(CommentFactory.create_batch(count, thread=thread)):
        api("PUT", f"comments/{comment.pk}/reactions/{'like' if number % 2 else 'idea'}")
    api("GET", f"threads/{thread.pk}/comments")

    with django_assert_num_queries(5):
        listed = api("GET", f"threads/{thread.pk}/comments").json()["items"]

    assert [one["reactions"]["total"] for one in listed] == [1] * count


def test_comments_page_by_key(api, thread):
    comments = CommentFactory.create_batch(5, thread=thread)

    found, cursor = [], ""
    while cursor is not None:
        part = api("GET", f"threads/{thread.pk}/comments?limit=2{f'&cursor={cursor}' if cursor else ''}").json()
        found += [one["id"] for one in part["items"]]
        cursor = part["next"]

    assert found == [comment.pk for comment in comments]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_carry_their_talk_without_growing(api, count, django_assert_max_num_queries):
    for _time in range(count):
        page = make_page()
        CommentFactory(page=page)
        api("PUT", f"pages/{page.pk}/reactions/thanks")
    api("GET", "pages?type=reference")

    with django_assert_max_num_queries(10):
        listed = api("GET", "pages?type=reference").json()["items"]

    assert [(one["reactions"]["mine"], one["comments_open"]) for one in listed] == [("thanks", True)] * count


def test_reactions_replace_and_withdraw_each_other(api, caller, outsider, page):
    post, comment = PostFactory(), CommentFactory()

    for path in (f"pages/{page.pk}", f"posts/{post.pk}", f"comments/{comment.pk}"):
        caller(outsider)("PUT", f"{path}/reactions/like")
        steps = [
            api("PUT", f"{path}/reactions/like"),
            api("PUT", f"{path}/reactions/like"),
            api("PUT", f"{path}/reactions/celebrate"),
            api("DELETE", f"{path}/reactions/like"),
            api("DELETE", f"{path}/reactions/celebrate"),
            api("DELETE", f"{path}/reactions/celebrate"),
        ]
        assert [step.status_code for step in steps] == [200] * 6
        assert [(step.json()["counts"], step.json()["total"], step.json()["mine"]) for step in steps] == [
            ({"like": 2}, 2, "like"),
            ({"like": 2}, 2, "like"),
            ({"like": 1, "celebrate": 1}, 2, "celebrate"),
            ({"like": 1, "celebrate": 1}, 2, "celebrate"),
            ({"like": 1}, 1, None),
            ({"like": 1}, 1, None),
        ]
        assert api("GET", path).json()["reactions"] == steps[-1].json()
        assert api("PUT", f"{path}/reactions/sneer").status_code == 422


def test_what_was_removed_takes_no_reaction(api, member):
    comment = CommentFactory(author=member)
    api("PUT", f"comments/{comment.pk}/reactions/like")
    api("DELETE", f"comments/{comment.pk}")

    assert api("PUT", f"comments/{comment.pk}/reactions/idea").status_code == 403
    assert api("DELETE", f"comments/{comment.pk}/reactions/like").json()["total"] == 0
