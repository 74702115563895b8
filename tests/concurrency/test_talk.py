"""What two people say and change at the same moment is counted, ordered and kept."""

from contextlib import suppress

import pytest

from cms.core.exceptions import DomainError
from social_ext.activity.models import Activity
from social_ext.comments.exceptions import AlreadyRemoved, VersionConflict
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.services import edit_comment, ensure_page_thread, post_comment, remove_comment
from social_ext.sharing.models import Share
from social_ext.sharing.services import share_page
from social_ext.spaces.exceptions import LastOwner
from social_ext.spaces.models import Membership, Post, Role
from social_ext.spaces.services.memberships import join_space, leave_space
from social_ext.spaces.services.posts import edit_post
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory


@pytest.fixture
def page(committed, home):
    return make_page()


@pytest.fixture
def people(committed):
    return [UserFactory(), UserFactory()]


@pytest.fixture
def space(committed):
    return SpaceFactory()


def say_on_page(person, page, body):
    return post_comment(actor=person, thread=ensure_page_thread(actor=person, page=page), body=body)


def test_two_comments_in_one_thread(overlap, people, page):
    thread = ensure_page_thread(actor=people[0], page=page)

    overlap(*(lambda person=person: post_comment(actor=person, thread=thread, body="Now") for person in people))

    thread.refresh_from_db()
    assert (thread.comment_count, ThreadedComment.objects.count()) == (2, 2)


def test_many_replies_at_once_are_counted_and_ordered(together, page):
    first = CommentFactory(page=page)
    people = UserFactory.create_batch(6)

    def answer(person):
        for _time in range(3):
            post_comment(actor=person, thread=first.conversation, body="So do I", parent=first)

    together(*(lambda person=person: answer(person) for person in people))

    places = list(ThreadedComment.objects.values_list("thread_id", "order"))
    first.conversation.refresh_from_db()
    assert (first.conversation.comment_count, len(places), len(set(places))) == (19, 19, 19)
    assert Activity.objects.filter(object_kind="comment").count() == 19


def test_two_first_comments_on_a_page_are_one_conversation(overlap, people, page):
    Thread.objects.all().delete()

    said = overlap(*(lambda person=person: say_on_page(person, page, "First!") for person in people))

    assert [comment.comment for comment in said] == ["First!", "First!"]
    assert list(Thread.objects.values_list("page_key", "comment_count")) == [(page.translation_key, 2)]


def test_two_edits_of_one_version(overlap, people, page):
    comment = CommentFactory(page=page, author=people[0])

    answers = overlap(
        lambda: edit_comment(actor=people[0], comment=comment, body="One", version=1),
        lambda: edit_comment(actor=people[0], comment=comment, body="Two", version=1),
    )

    comment.refresh_from_db()
    assert (comment.comment, comment.version, type(answers[1])) == ("One", 2, VersionConflict)


def test_two_edits_of_one_post(overlap, people, space):
    post = PostFactory(space=space, author=people[0])

    answers = overlap(
        lambda: edit_post(actor=people[0], post=post, body="One", version=1),
        lambda: edit_post(actor=people[0], post=post, body="Two", version=1),
    )

    post.refresh_from_db()
    assert (post.body, post.version, type(answers[1])) == ("One", 2, VersionConflict)


def test_reply_to_what_is_being_removed(overlap, people, page):
    comment = CommentFactory(page=page, author=people[0])

    answers = overlap(
        lambda: remove_comment(actor=people[0], comment=comment),
        lambda: post_comment(actor=people[1], thread=comment.conversation, body="Why?", parent=comment),
    )

    comment.conversation.refresh_from_db()
    assert (type(answers[1]), comment.conversation.comment_count) == (AlreadyRemoved, 0)


def test_removing_what_is_being_answered(overlap, people, page):
    comment = CommentFactory(page=page, author=people[0])

    overlap(
        lambda: post_comment(actor=people[1], thread=comment.conversation, body="Why?", parent=comment),
        lambda: remove_comment(actor=people[0], comment=comment),
    )

    comment.conversation.refresh_from_db()
    assert comment.conversation.comment_count == 1
    assert list(ThreadedComment.objects.order_by("pk").values_list("is_removed", flat=True)) == [True, False]


@pytest.mark.parametrize("deletion_first", [True, False])
def test_comment_while_another_is_deleted_by_another_way(overlap, people, page, deletion_first):
    comment = CommentFactory(page=page, author=people[0])
    thread = comment.conversation
    works = [comment.delete, lambda: post_comment(actor=people[1], thread=thread, body="Now")]

    overlap(*(works if deletion_first else works[::-1]))

    thread.refresh_from_db()
    assert (thread.comment_count, ThreadedComment.objects.count(), thread.version) == (1, 1, 4)


def test_edit_while_a_comment_is_deleted_by_another_way(overlap, people, page):
    comment = CommentFactory(page=page, author=people[0])

    overlap(comment.delete, lambda: attempt_to_edit(people[0], comment))

    assert not ThreadedComment.objects.exists()


def attempt_to_edit(person, comment):
    with suppress(ThreadedComment.DoesNotExist):
        edit_comment(actor=person, comment=comment, body="One")


def test_one_person_joins_twice(overlap, people, space):
    overlap(*(lambda: join_space(actor=people[0], space=space),) * 2)

    assert Membership.objects.filter(space=space, person=people[0]).count() == 1
    assert Activity.objects.filter(verb="Join", actor=people[0]).count() == 1


def test_two_owners_leave_and_one_stays(overlap, space):
    owners = [space.memberships.get().person, MembershipFactory(space=space, role=Role.OWNER).person]

    answers = overlap(*(lambda owner=owner: leave_space(actor=owner, space=space) for owner in owners))

    assert isinstance(answers[1], LastOwner)
    assert Membership.objects.filter(space=space, role=Role.OWNER).count() == 1


@pytest.mark.parametrize("message", ["", "Read this"])
def test_two_people_share_one_page_into_one_space(overlap, people, space, page, message):
    for person in people:
        join_space(actor=person, space=space)

    answers = overlap(
        *(
            lambda person=person: share_page(actor=person, page=page, spaces=[space], message=message)
            for person in people
        )
    )

    assert [isinstance(answer, list) for answer in answers] == [True, True]
    assert (Share.objects.count(), Post.objects.count()) == (1, 1)
    assert ThreadedComment.objects.count() == (1 if message else 0)


def test_shares_into_several_spaces_do_not_wait_for_each_other_for_ever(together, people, page):
    spaces = [SpaceFactory(), SpaceFactory()]
    for person in people:
        for one in spaces:
            join_space(actor=person, space=one)

    answers = together(
        lambda: share_page(actor=people[0], page=page, spaces=spaces, message="One"),
        lambda: share_page(actor=people[1], page=page, spaces=spaces[::-1], message="Two"),
    )

    assert [len(answer) for answer in answers if not isinstance(answer, DomainError)] == [2, 2]
    assert (Share.objects.count(), ThreadedComment.objects.count()) == (2, 2)
