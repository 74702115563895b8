"""What changes while somebody looks at a space, and what must not be told by a refusal."""

import pytest

from social_ext.activity.models import Activity
from social_ext.comments.exceptions import TextTooLong, ThreadClosed
from social_ext.comments.services import remove_comment
from social_ext.spaces.models import Space, State
from social_ext.spaces.services.memberships import join_space
from social_ext.spaces.services.posts import create_post, remove_post
from social_ext.spaces.services.spaces import change_space, create_space
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def test_post_has_the_audience_in_force_when_the_space_closed_meanwhile(member):
    space = SpaceFactory(owner=member)
    seen_before = Space.objects.get(pk=space.pk)
    closed = change_space(actor=member, space=space, visibility="closed")

    post = create_post(actor=member, space=seen_before, body="Words")

    assert {post.audience_id, post.thread.audience_id} == {closed.members_audience_id}


def test_who_asked_to_join_is_let_in_once_the_space_is_open(member, outsider):
    space = SpaceFactory(owner=member, visibility="closed")
    join_space(actor=outsider, space=space)
    space = change_space(actor=member, space=space, visibility="open")

    membership = join_space(actor=outsider, space=space)

    assert membership.state == State.MEMBER


def test_name_of_a_secret_space_is_not_refused_to_another(member, outsider):
    secret = create_space(actor=member, name="Merger", visibility="secret")

    other = create_space(actor=outsider, name="Merger")

    assert other.slug != secret.slug


def test_name_without_latin_letters_has_an_address(member):
    assert create_space(actor=member, name="港").slug.startswith("space-")


def test_name_too_long_is_refused_with_its_limit(member):
    with pytest.raises(TextTooLong, match="at most 120 are possible") as refused:
        create_space(actor=member, name="x" * 121)

    assert refused.value.params == {"length": 121, "limit": 120}


def test_keeper_removes_the_comment_of_another(member, outsider):
    post = PostFactory(space=SpaceFactory(owner=member))
    comment = CommentFactory(thread=post.thread, author=outsider)

    remove_comment(actor=member, comment=comment)

    comment.refresh_from_db()
    assert comment.is_removed
    assert not Activity.objects.filter(object_kind="comment", object_id=comment.pk).exists()


def test_removed_post_is_not_answered(member):
    post = PostFactory(author=member, space=MembershipFactory(person=member).space)
    remove_post(actor=member, post=post)

    with pytest.raises(ThreadClosed):
        CommentFactory(thread=post.thread)


def test_address_never_tells_of_a_secret_space(member, outsider):
    create_space(actor=member, name="Northern hall", visibility="secret")

    theirs = create_space(actor=outsider, name="Northern hall")

    assert theirs.slug == "northern-hall"
