from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from social_ext.activity.models import Activity
from social_ext.comments.exceptions import (
    AlreadyRemoved,
    AnchorUnknown,
    EmptyText,
    TextTooLong,
    ThreadClosed,
    VersionConflict,
)
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.services import close_thread, edit_comment, ensure_page_thread, post_comment, remove_comment
from tests.factories.pages import block, make_page, make_section, restrict
from tests.factories.people import GroupFactory
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return make_page()


@pytest.fixture
def thread(member, page):
    return ensure_page_thread(actor=member, page=page)


def test_comment_is_counted_and_recorded(member, thread):
    comment = post_comment(actor=member, thread=thread, body="  Does it hold for Vienna?\r\n")

    thread.refresh_from_db()
    recorded = Activity.objects.get(object_kind="comment", object_id=comment.pk)
    assert (comment.comment, thread.comment_count) == ("Does it hold for Vienna?", 1)
    assert (recorded.page_key, recorded.thread_id, recorded.audience) == (thread.page_key, thread.pk, thread.audience)


def test_comment_on_a_post_is_recorded_in_its_space(member):
    post = PostFactory()

    comment = post_comment(actor=member, thread=post.thread, body="Yes")

    assert Activity.objects.get(object_kind="comment", object_id=comment.pk).space_id == post.space_id


def test_comment_of_an_outsider_is_refused(outsider):
    post = PostFactory(space=SpaceFactory(visibility="closed"))

    with pytest.raises(PermissionDenied):
        post_comment(actor=outsider, thread=post.thread, body="May I?")

    assert not ThreadedComment.objects.exists()


def test_same_words_twice_are_two_comments(member, thread):
    for _time in range(2):
        post_comment(actor=member, thread=thread, body="Thanks")

    thread.refresh_from_db()
    assert thread.comment_count == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [("", EmptyText), (" \n\u200b\u2060", EmptyText), ("x" * 100_000, TextTooLong)],
)
def test_text_that_cannot_stand_is_refused(member, thread, body, error):
    with pytest.raises(error):
        post_comment(actor=member, thread=thread, body=body)

    assert not ThreadedComment.objects.exists()


def test_closed_conversation_takes_nothing(member, thread):
    close_thread(thread=thread)

    with pytest.raises(ThreadClosed):
        post_comment(actor=member, thread=thread, body="Too late")


def test_words_in_a_closed_conversation_stay_as_they_are(member, thread):
    comment = post_comment(actor=member, thread=thread, body="As it was")
    close_thread(thread=thread)

    with pytest.raises(ThreadClosed):
        edit_comment(actor=member, comment=comment, body="Otherwise")

    comment.refresh_from_db()
    assert comment.comment == "As it was"


def test_answer_to_the_deepest_stands_beside_it(member, thread):
    comment = None
    for body in "abcdef":
        comment = post_comment(actor=member, thread=thread, body=body, parent=comment)

    levels = list(ThreadedComment.objects.order_by("pk").values_list("level", flat=True))
    assert levels == [0, 1, 2, 3, 3, 3]


def test_answer_across_conversations_is_refused(member, thread):
    elsewhere = CommentFactory(author=member)

    with pytest.raises(PermissionDenied):
        post_comment(actor=member, thread=thread, body="Here?", parent=elsewhere)


def test_author_edits_once_per_version(member, thread):
    comment = post_comment(actor=member, thread=thread, body="Frist")

    edited = edit_comment(actor=member, comment=comment, body="First", version=1)

    assert (edited.comment, edited.version) == ("First", 2)
    with pytest.raises(VersionConflict):
        edit_comment(actor=member, comment=comment, body="Second", version=1)


def test_others_words_stay(member, outsider, thread):
    comment = post_comment(actor=member, thread=thread, body="Mine")

    with pytest.raises(PermissionDenied):
        edit_comment(actor=outsider, comment=comment, body="Yours")
    with pytest.raises(PermissionDenied):
        remove_comment(actor=outsider, comment=comment)

    assert ThreadedComment.objects.get().comment == "Mine"


def test_removed_comment_keeps_its_place_and_its_answers(member, thread):
    comment = post_comment(actor=member, thread=thread, body="Question")
    post_comment(actor=member, thread=thread, body="Answer", parent=comment)

    for _time in range(2):
        remove_comment(actor=member, comment=comment)

    thread.refresh_from_db()
    assert (ThreadedComment.objects.count(), thread.comment_count) == (2, 1)
    with pytest.raises(AlreadyRemoved):
        post_comment(actor=member, thread=thread, body="Again", parent=comment)


def test_thread_follows_the_restriction_of_its_page(member, outsider, page, thread):
    group = GroupFactory()
    member.groups.add(group)

    restrict(page, group)

    visible = [Thread.objects.visible_to(person).filter(pk=thread.pk).exists() for person in (member, outsider)]
    assert visible == [True, False]


def test_page_has_its_thread_from_its_first_publication(home):
    page = make_page()
    page.save_revision().publish()
    draft = make_page(live=False)

    keys = [Thread.objects.filter(page_key=found.translation_key).count() for found in (page, draft, home)]

    assert keys == [1, 0, 0]


def test_pages_from_before_get_their_thread(home, page, thread):
    old = make_page()
    Thread.objects.filter(page_key=old.translation_key).delete()
    migration = import_module("social_ext.comments.migrations.0003_page_threads")

    for _time in range(2):
        migration.begin_page_threads(apps, None)

    assert Thread.objects.get(page_key=old.translation_key).audience == thread.audience
    assert Thread.objects.filter(page_key=page.translation_key).count() == 1


def test_what_was_said_before_versions_were_counted_is_read(member, thread):
    post_comment(actor=member, thread=thread, body="Old words")
    silent = PostFactory().thread
    Thread.objects.update(version=Thread.UNTOUCHED)
    migration = import_module("social_ext.comments.migrations.0003_page_threads")

    migration.touch_threads_with_comments(apps, None)

    versions = dict(Thread.objects.values_list("pk", "version"))
    assert (versions[thread.pk], versions[silent.pk]) == (2, 1)


def test_comment_is_about_a_block_of_its_page_or_about_none(member, home):
    body = [block("paragraph", "<p>Text</p>")]
    about = ensure_page_thread(actor=member, page=make_page(body=body))

    comment = post_comment(actor=member, thread=about, body="This part", anchor=body[0]["id"])

    assert comment.anchor == body[0]["id"]
    for thread in (about, PostFactory().thread):
        with pytest.raises(AnchorUnknown):
            post_comment(actor=member, thread=thread, body="That part", anchor="elsewhere")


def test_comment_is_removed_by_author_or_keeper_of_the_space(member, outsider):
    post = PostFactory(space=SpaceFactory(owner=member))
    mine, theirs = (CommentFactory(thread=post.thread) for _time in range(2))
    with pytest.raises(PermissionDenied):
        remove_comment(actor=outsider, comment=mine)

    for actor, comment in [(mine.user, mine), (member, theirs), (member, theirs)]:
        remove_comment(actor=actor, comment=comment)

    assert not ThreadedComment.objects.filter(is_removed=False).exists()
    with pytest.raises(PermissionDenied):
        remove_comment(actor=outsider, comment=mine)


def test_page_has_one_thread(member, outsider, page):
    first = ensure_page_thread(actor=member, page=page)

    assert ensure_page_thread(actor=outsider, page=page) == first


def test_nobody_opens_a_thread_on_a_page_they_may_not_read(outsider, home):
    section = make_section()
    restrict(section, GroupFactory())

    with pytest.raises(PermissionDenied):
        ensure_page_thread(actor=outsider, page=make_page(parent=section))
