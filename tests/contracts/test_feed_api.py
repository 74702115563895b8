import pytest
from wagtail.models import Locale

from social_ext.sharing.services import share_page
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def test_items_are_told(api, member):
    space = SpaceFactory(owner=member, name="Buyers")
    post = PostFactory(space=space, author=member, body="Good morning")

    told = api("GET", "feed").json()

    item = told["items"][0]
    assert told["next"] is None
    assert (item["verb"], item["actor"]["username"], item["why"]) == (
        "Create",
        member.username,
        "You are a member of Buyers.",
    )
    assert item["object"] == {
        "kind": "post",
        "id": post.pk,
        "title": "",
        "excerpt": "Good morning",
        "url": f"/en/posts/{post.pk}/",
    }
    assert item["space"] == {"slug": space.slug, "name": "Buyers", "url": f"/en/spaces/{space.slug}/"}


def test_page_is_told_in_the_language_of_the_caller(api, member, home):
    page = make_page(title="Travel")
    french = page.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True)
    french.title = "Voyages"
    for version in (page, french):
        version.save_revision(user=member).publish()

    told = {language: api("GET", "feed", **{"Accept-Language": language}).json()["items"] for language in ("en", "fr")}

    assert {(item["object"]["id"], item["object"]["title"]) for item in told["en"]} == {(page.pk, "Travel")}
    assert {(item["object"]["id"], item["object"]["title"]) for item in told["fr"]} == {(french.pk, "Voyages")}


def test_feed_pages_by_key(api, member):
    space = SpaceFactory(owner=member)
    posts = PostFactory.create_batch(3, space=space, author=member)
    part, found = api("GET", "feed?limit=1&order=relevant").json(), []
    PostFactory(space=space, author=member)

    while True:
        found += [item["object"]["id"] for item in part["items"]]
        if part["next"] is None:
            break
        part = api("GET", f"feed?limit=1&cursor={part['next']}").json()

    assert found == [post.pk for post in reversed(posts)]


@pytest.mark.parametrize("query", ["order=best", "limit=0", "cursor=x"])
def test_a_wrong_question_is_named(api, query):
    assert api("GET", f"feed?{query}").status_code == 422


def test_a_cursor_of_another_list_is_refused(api, member):
    UserFactory()
    cursor = api("GET", "people?limit=1").json()["next"]

    assert api("GET", f"feed?cursor={cursor}").status_code == 422


def test_conversations_are_rolled_up(api, caller, member):
    page, space = make_page(), SpaceFactory(owner=member, visibility="secret")
    share = share_page(actor=member, page=page, spaces=[space])[0]
    on_page = CommentFactory(page=page, author=member)
    CommentFactory(thread=share.post.thread, author=member)

    mine = api("GET", f"pages/{page.pk}/conversations").json()
    others = caller(UserFactory())("GET", f"pages/{page.pk}/conversations").json()

    assert {talk["home"]["kind"]: talk["home"]["space"] for talk in mine["threads"]} == {
        "page": None,
        "post": {"slug": space.slug, "name": space.name, "url": space.url},
    }
    assert (mine["comment_count"], mine["people_count"]) == (2, 1)
    assert [talk["id"] for talk in others["threads"]] == [on_page.conversation_id]
    assert others["threads"][0]["people"][0]["username"] == member.username


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(api, member, count, django_assert_num_queries):
    page = make_page()
    for _ in range(count):
        space = SpaceFactory(owner=member)
        share = share_page(actor=member, page=page, spaces=[space])[0]
        CommentFactory.create_batch(count, thread=share.post.thread)
    api("GET", "feed")

    with django_assert_num_queries(6):
        api("GET", "feed")
    with django_assert_num_queries(7):
        api("GET", f"pages/{page.pk}/conversations")


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_items_are_the_same_whatever_the_limit(api, member, limit):
    post = PostFactory(space=SpaceFactory(owner=member), author=member)
    comments = [CommentFactory(thread=post.thread, author=member).pk for _ in range(3)]
    found, part = [], {"next": ""}

    while part["next"] is not None:
        part = api("GET", f"feed?limit={limit}&cursor={part['next']}").json()
        found += [item["object"]["id"] for item in part["items"]]

    assert found == [*reversed(comments), post.pk]
