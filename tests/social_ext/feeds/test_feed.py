import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags

from cms.core.cursors import read_cursor
from cms.pages.services.homes import ensure_home_in
from social_ext.activity.models import Activity
from social_ext.comments.models import ThreadedComment
from social_ext.comments.services import post_comment, remove_comment
from social_ext.feeds.selectors import home_feed, my_spaces, newest
from social_ext.sharing.services import share_page
from social_ext.spaces.models import Post
from social_ext.spaces.services.posts import remove_post
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(member):
    return SpaceFactory(owner=member, name="Field engineers")


def told(viewer):
    return [(item.sentence, item.excerpt) for item in home_feed(viewer).items]


def test_feed_tells_what_happens_in_my_spaces_with_a_reason(member, space):
    PostFactory(space=space, body="Who has tried the night train?", kind="question")

    item = home_feed(member).items[0]

    assert (item.sentence, item.excerpt) == ("asked in", "Who has tried the night train?")
    assert item.why == "You are a member of Field engineers."


def test_open_space_that_i_did_not_join_stays_out_of_my_feed(outsider, space):
    PostFactory(space=space)

    assert home_feed(outsider).items == []


def test_comment_on_a_page_reaches_every_reader_of_the_page(outsider, home):
    page = make_page(title="Travelling for work")
    CommentFactory(page=page, body="Also to Vienna?")

    item = home_feed(outsider).items[0]

    assert (item.sentence, item.title, item.excerpt) == (
        "commented on a page",
        "Travelling for work",
        "Also to Vienna?",
    )


def test_restricted_page_stays_out_of_the_feed_of_others(member, outsider, home):
    group = GroupFactory()
    member.groups.add(group)
    page = make_page()
    restrict(page, group)
    CommentFactory(page=page, author=member, body="Between us")

    assert [("commented on a page", "Between us") in told(viewer) for viewer in (member, outsider)] == [True, False]


def test_comments_of_one_conversation_are_one_item(member, space):
    post = PostFactory(space=space, body="Winter rounds")
    people = [UserFactory() for _ in range(3)]
    comments = [post_comment(actor=person, thread=post.thread, body=person.username) for person in people]

    item = home_feed(member).items[0]

    assert sorted(item.comment_ids) == sorted(comment.pk for comment in comments)
    assert (item.actor, item.others, item.title) == (people[-1], 2, "Winter rounds")


def test_conversation_reads_as_a_sentence(member, member_client, space):
    post = PostFactory(space=space, body="Winter rounds")
    for _ in range(3):
        person = UserFactory()
        post_comment(actor=person, thread=post.thread, body="words")

    text = " ".join(strip_tags(member_client.get("/en/network/").content.decode()).split())

    assert f"{person.display_name} and 2 others answered in Field engineers · " in text
    assert "3 new comments under Winter rounds" in text


def test_comment_appears_once_on_a_page_of_the_feed(member, space):
    page = make_page()
    share = share_page(actor=member, page=page, spaces=[space], message="Look")[0]
    CommentFactory(page=page)
    for _ in range(3):
        post_comment(actor=member, thread=share.post.thread, body="words")

    ids = [pk for item in home_feed(member).items for pk in item.comment_ids]

    assert len(ids) == len(set(ids)) == 4


def test_shared_page_comes_as_a_card(member, space):
    share_page(actor=member, page=make_page(title="Travelling for work"), spaces=[space])

    item = next(item for item in home_feed(member).items if item.sentence == "shared a page in")

    assert (item.card.state, item.card.title) == ("current", "Travelling for work")


def test_what_was_removed_is_told_no_more(member, space):
    post = PostFactory(space=space, author=member)
    comment = CommentFactory(page=make_page(), author=member, body="Sorry")

    remove_post(actor=member, post=post)
    remove_comment(actor=member, comment=comment)

    assert [item for item in told(member) if item[0] in {"wrote in", "commented on a page"}] == []


def test_removed_post_takes_its_talk_out_of_the_feed_and_older_things_fill_it(member, space):
    older = PostFactory(space=space)
    post = PostFactory(space=space, author=member)
    for _ in range(3):
        post_comment(actor=member, thread=post.thread, body="words")

    remove_post(actor=member, post=post)

    assert [item.activity.object_id for item in home_feed(member, size=2).items] == [older.pk]
    assert not Activity.objects.filter(object_kind="comment").exists()


def test_removed_objects_take_no_place_in_the_feed(member, space):
    older = PostFactory(space=space)
    for _ in range(3):
        PostFactory(space=space)
        CommentFactory(page=make_page())
    Post.objects.exclude(pk=older.pk).update(removed_at=timezone.now())
    ThreadedComment.objects.update(is_removed=True)
    Activity.objects.filter(object_kind="page").delete()

    assert [item.activity.object_id for item in home_feed(member, size=2).items] == [older.pk]


def test_lively_conversation_takes_one_place_of_the_newest(member, space):
    posts = [PostFactory(space=space) for _ in range(6)]
    for _ in range(8):
        post_comment(actor=member, thread=posts[0].thread, body="words")

    items = newest(member, 5)

    assert [item.comment_count for item in items] == [8, 0, 0, 0, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_newest_queries_do_not_grow(member, count, django_assert_num_queries):
    for _ in range(count):
        space = SpaceFactory(owner=member)
        share_page(actor=UserFactory(), page=make_page(), spaces=[space], message="Look")
        post_comment(actor=UserFactory(), thread=PostFactory(space=space).thread, body="words")
        CommentFactory(page=make_page())
    newest(member, 5)

    with django_assert_num_queries(8):
        items = newest(member, 5)

    assert len(items) == min(4 * count, 5)


def test_comment_reaches_the_feed_in_the_same_transaction(member, home):
    page = make_page()

    with transaction.atomic():
        comment = CommentFactory(page=page)
        within = [item.comment_ids for item in home_feed(member).items if item.comment_ids]
        transaction.set_rollback(True)

    assert within == [[comment.pk]]
    assert [item.comment_ids for item in home_feed(member).items if item.comment_ids] == []


def test_feed_pages_by_key_without_gap_or_repetition(member, space):
    posts = [PostFactory(space=space).pk for _ in range(7)]

    seen, before = [], None
    for _ in range(4):
        feed = home_feed(member, before=before, size=2)
        seen += [item.activity.object_id for item in feed.items if item.activity.object_kind == "post"]
        before = read_cursor(feed.next)
        if before is None:
            break

    assert seen == posts[::-1]


def test_foreign_cursor_is_explained(member_client):
    response = member_client.get("/en/network/?before=nonsense")

    assert response.status_code == 422
    assert "Begin again with the newest" in response.content.decode()


def test_newcomer_is_told_what_this_place_is_for(outsider_client):
    assert "Find a space to join" in outsider_client.get("/en/network/").content.decode()


def test_my_spaces_count_what_others_wrote_this_week(member, space):
    PostFactory(space=space)
    PostFactory(space=space, author=member)
    MembershipFactory(space=space)

    assert [(news.space, news.new) for news in my_spaces(member)] == [(space, 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_feed_queries_do_not_grow(member, member_client, count, django_assert_num_queries):
    for _ in range(count):
        space = SpaceFactory(owner=member)
        share_page(actor=UserFactory(), page=make_page(), spaces=[space], message="Look")
        post_comment(actor=UserFactory(), thread=PostFactory(space=space).thread, body="words")
        CommentFactory(page=make_page())
    member_client.get("/en/network/")

    with django_assert_num_queries(8):
        response = member_client.get("/en/network/")

    assert response.content.count(b"feed-item") >= 4 * count


def test_page_that_is_published_in_two_languages_is_told_once(member, home):
    french = ensure_home_in("fr").locale
    section = make_section()
    section.copy_for_translation(french).save_revision().publish()
    page = make_page(parent=section, title="Night trains", owner=UserFactory())
    translated = page.copy_for_translation(french)
    translated.save_revision(user=page.owner).publish()

    told = [
        item.title
        for item in home_feed(member).items
        if item.page and item.page.translation_key == page.translation_key
    ]

    assert told == ["Night trains"]
    assert len([item for item in home_feed(member, folded=False).items if item.title == "Night trains"]) == 2
