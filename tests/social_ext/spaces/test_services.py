import pytest
from django.core.exceptions import PermissionDenied

from social_ext.activity.models import Activity
from social_ext.comments.exceptions import EmptyText, SpaceArchived, ThreadClosed, VersionConflict
from social_ext.comments.models import Thread
from social_ext.spaces.exceptions import LastOwner, NameTaken, NotInvitable, OwnSpace, UnknownKind
from social_ext.spaces.models import Membership, Post, Role, Space, State
from social_ext.spaces.services.memberships import (
    answer_request,
    invite,
    join_space,
    leave_space,
    remove_member,
    set_member,
)
from social_ext.spaces.services.posts import create_post, edit_post, remove_post
from social_ext.spaces.services.spaces import (
    archive_space,
    change_space,
    create_space,
    ensure_personal_space,
    restore_space,
)
from tests.factories.social import CommentFactory, MembershipFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def states(space):
    return list(space.memberships.order_by("pk").values_list("person__username", "state", "role"))


def test_maker_of_a_space_owns_it(member):
    space = create_space(actor=member, name="Field engineers")

    assert (space.slug, states(space)) == ("field-engineers", [("member", "member", "owner")])


@pytest.mark.parametrize("name", ["New", "Field Engineers", "…"])
def test_each_space_has_an_address_of_its_own(member, name):
    slugs = {create_space(actor=member, name=given).slug for given in ("Field engineers", name)}

    assert len(slugs - {"new", ""}) == 2


def test_address_is_given_once(member):
    create_space(actor=member, name="Field engineers")

    with pytest.raises(NameTaken):
        create_space(actor=member, name="Others", slug="field-engineers")


@pytest.mark.parametrize(("visibility", "state"), [("open", "member"), ("closed", "requested")])
def test_joining_twice_is_joining_once(outsider, visibility, state):
    space = SpaceFactory(visibility=visibility)

    memberships = {join_space(actor=outsider, space=space).pk for _time in range(2)}

    assert len(memberships) == 1
    assert Membership.objects.get(person=outsider).state == state


def test_secret_space_is_joined_by_invitation_only(member, outsider):
    space = SpaceFactory(visibility="secret", owner=member)
    with pytest.raises(PermissionDenied):
        join_space(actor=outsider, space=space)

    invite(actor=member, space=space, username="outsider")

    assert join_space(actor=outsider, space=space).state == State.MEMBER


def test_only_keepers_invite_and_answer(member, outsider):
    space = MembershipFactory(person=member).space

    with pytest.raises(PermissionDenied):
        invite(actor=member, space=space, username="outsider")
    with pytest.raises(PermissionDenied):
        answer_request(actor=member, space=space, username="outsider", grant=True)


def test_nobody_unknown_is_invited(member):
    with pytest.raises(NotInvitable):
        invite(actor=member, space=SpaceFactory(owner=member), username="nobody")


@pytest.mark.parametrize(("grant", "found"), [(True, [State.MEMBER]), (False, [])])
def test_request_is_answered_once(member, outsider, grant, found):
    space = SpaceFactory(visibility="closed", owner=member)
    join_space(actor=outsider, space=space)

    for _time in range(2):
        answer_request(actor=member, space=space, username="outsider", grant=grant)

    assert list(Membership.objects.filter(person=outsider).values_list("state", flat=True)) == found


def test_last_owner_stays_until_there_is_another(member, outsider):
    space = SpaceFactory(owner=member)
    with pytest.raises(LastOwner):
        leave_space(actor=member, space=space)

    MembershipFactory(space=space, person=outsider, role=Role.OWNER)
    for _time in range(2):
        leave_space(actor=member, space=space)

    assert states(space) == [("outsider", "member", "owner")]


def test_owner_cannot_step_down_alone(member, outsider):
    space = SpaceFactory(owner=member)
    invite(actor=member, space=space, username="outsider")
    set_member(actor=member, space=space, person=outsider, role=Role.OWNER)
    with pytest.raises(LastOwner):  # who is only invited owns nothing yet
        set_member(actor=member, space=space, person=member, role=Role.MEMBER)

    join_space(actor=outsider, space=space)
    set_member(actor=member, space=space, person=member, role=Role.MEMBER)

    assert states(space) == [("member", "member", "member"), ("outsider", "member", "owner")]


def test_keepers_admit_and_only_owners_give_roles(member, outsider):
    space = SpaceFactory(visibility="closed", owner=member)
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).person
    join_space(actor=outsider, space=space)

    admitted = [set_member(actor=moderator, space=space, person=outsider).state for _time in range(2)]

    assert admitted == [State.MEMBER] * 2
    with pytest.raises(PermissionDenied):
        set_member(actor=moderator, space=space, person=outsider, role=Role.ANIMATOR)
    assert set_member(actor=member, space=space, person=outsider, role=Role.ANIMATOR).role == Role.ANIMATOR


def test_keepers_remove_members_and_only_owners_keepers(member, outsider):
    space = SpaceFactory(owner=member)
    one, other = (MembershipFactory(space=space, role=Role.MODERATOR).person for _time in range(2))
    MembershipFactory(space=space, person=outsider)
    with pytest.raises(PermissionDenied):
        remove_member(actor=outsider, space=space, person=one)

    for _time in range(2):
        remove_member(actor=one, space=space, person=outsider)
    with pytest.raises(PermissionDenied):
        remove_member(actor=one, space=space, person=other)
    remove_member(actor=member, space=space, person=other)
    remove_member(actor=one, space=space, person=one)

    assert states(space) == [("member", "member", "owner")]


def test_archived_space_is_read_and_takes_nothing_more(member, outsider):
    post = PostFactory(space=SpaceFactory(owner=member), author=member)
    with pytest.raises(PermissionDenied):
        archive_space(actor=outsider, space=post.space)

    archived = {archive_space(actor=member, space=post.space).archived_at for _time in range(2)}

    assert len(archived) == 1
    assert Post.objects.visible_to(outsider).exists()
    with pytest.raises(SpaceArchived):
        join_space(actor=outsider, space=post.space)
    with pytest.raises(SpaceArchived):
        create_post(actor=member, space=post.space, body="One more")
    with pytest.raises(SpaceArchived):
        set_member(actor=member, space=post.space, person=outsider)
    with pytest.raises(SpaceArchived):
        CommentFactory(thread=post.thread)


def test_own_space_is_made_once_and_for_one(member, outsider):
    spaces = {ensure_personal_space(actor=member) for _time in range(2)}

    (space,) = spaces
    assert states(space) == [("member", "member", "owner")]
    assert [Space.objects.visible_to(person).exists() for person in (member, outsider)] == [True, False]
    with pytest.raises(OwnSpace):
        set_member(actor=member, space=space, person=outsider)
    with pytest.raises(LastOwner):
        leave_space(actor=member, space=space)
    for change in (archive_space, change_space):
        with pytest.raises(PermissionDenied):
            change(actor=member, space=space)


def test_restored_space_takes_words_again_where_nobody_closed_them(member, outsider):
    space = SpaceFactory(owner=member)
    kept, removed = (PostFactory(space=space, author=member) for _time in range(2))
    archive_space(actor=member, space=space)
    for change in (
        lambda: change_space(actor=member, space=space, name="Late"),
        lambda: edit_post(actor=member, post=kept, body="Late"),
    ):
        with pytest.raises(SpaceArchived):
            change()
    remove_post(actor=member, post=removed)  # one's own words may still be taken back
    with pytest.raises(PermissionDenied):
        restore_space(actor=outsider, space=space)

    restored = {restore_space(actor=member, space=space).archived_at for _time in range(2)}

    assert restored == {None}
    CommentFactory(thread=kept.thread)
    with pytest.raises(ThreadClosed):
        CommentFactory(thread=removed.thread)


@pytest.mark.parametrize("kind", ["personal", "salon"])
def test_space_of_another_kind_is_refused(member, kind):
    with pytest.raises(UnknownKind):
        create_space(actor=member, name="Mine", kind=kind)
    with pytest.raises(UnknownKind):
        change_space(actor=member, space=SpaceFactory(owner=member), kind=kind)

    assert not Space.objects.filter(kind=kind).exists()


def test_post_of_another_kind_is_refused(member):
    with pytest.raises(UnknownKind):
        create_post(actor=member, space=SpaceFactory(), body="Hello", kind="shout")

    assert not Membership.objects.filter(person=member).exists()


def test_posting_in_an_open_space_joins_it(outsider):
    space = SpaceFactory()

    create_post(actor=outsider, space=space, body="Hello")

    assert Membership.objects.filter(space=space, person=outsider, state=State.MEMBER).count() == 1


def test_outsider_does_not_post_in_a_closed_space(outsider):
    with pytest.raises(PermissionDenied):
        create_post(actor=outsider, space=SpaceFactory(visibility="closed"), body="Hello")

    assert not Post.objects.exists()


def test_empty_post_joins_nothing(outsider):
    space = SpaceFactory()

    with pytest.raises(EmptyText):
        create_post(actor=outsider, space=space, body="\u200b")

    assert not Membership.objects.filter(person=outsider).exists()


def test_author_edits_once_per_version():
    post = PostFactory()

    edit_post(actor=post.author, post=post, body="Better", version=1)

    with pytest.raises(VersionConflict):
        edit_post(actor=post.author, post=post, body="Stale", version=1)


def test_post_is_removed_by_author_or_keeper(member, outsider):
    space = SpaceFactory(owner=member)
    mine, theirs = (PostFactory(space=space) for _time in range(2))
    with pytest.raises(PermissionDenied):
        remove_post(actor=outsider, post=mine)

    for actor, post in [(mine.author, mine), (member, theirs), (member, theirs)]:
        remove_post(actor=actor, post=post)

    assert not Post.objects.filter(removed_at=None).exists()
    assert not Activity.objects.filter(object_kind="post").exists()


def test_closing_a_space_closes_all_that_was_said_there(member, outsider):
    space = SpaceFactory(owner=member)
    post = PostFactory(space=space, author=member)
    CommentFactory(thread=post.thread, author=member)

    change_space(actor=member, space=space, visibility="closed")

    for model in (Post, Thread):
        assert [model.objects.visible_to(person).exists() for person in (member, outsider)] == [True, False]
    assert not Activity.objects.visible_to(outsider).exists()


def test_only_the_owner_changes_a_space(outsider, editor):
    space = SpaceFactory()

    for actor in (outsider, editor):
        with pytest.raises(PermissionDenied):
            change_space(actor=actor, space=space, visibility="closed")
