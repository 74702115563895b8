"""Reactions that are given at the same moment are counted once each, and know who may see them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from cms.pages.models import PageAccess
from social_ext.activity.models import Activity
from social_ext.reactions.models import Reaction, ReactionCount
from social_ext.reactions.selectors import miscounted, summary
from social_ext.reactions.services import react, recount_reactions, withdraw_reaction
from social_ext.spaces.models import Membership, Role
from social_ext.spaces.services.memberships import set_member
from social_ext.spaces.services.spaces import archive_space, change_space, ensure_personal_space
from tests.concurrency.conftest import PATIENCE
from tests.factories.pages import make_page, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import MembershipFactory, PostFactory, SpaceFactory


@pytest.fixture
def people(committed):
    return [UserFactory(), UserFactory()]


@pytest.fixture
def post(committed):
    return PostFactory()


def giving(person, post, kind):
    return lambda: react(actor=person, target_kind="post", pk=post.pk, kind=kind)


def test_one_person_reacts_twice(overlap, people, post):
    overlap(giving(people[0], post, "like"), giving(people[0], post, "idea"))

    found = summary(people[0], "post", post.pk)
    assert (found.counts, found.mine, miscounted()) == ({"idea": 1}, "idea", [])
    assert Activity.objects.filter(verb="Like").count() == 1


def test_many_change_their_minds_at_once(together, post):
    def waver(person):
        for kind in ("like", "idea", "thanks", "like"):
            react(actor=person, target_kind="post", pk=post.pk, kind=kind)
        withdraw_reaction(actor=person, target_kind="post", pk=post.pk)
        react(actor=person, target_kind="post", pk=post.pk, kind="agree")

    crowd = UserFactory.create_batch(5)

    together(*(lambda person=person: waver(person) for person in crowd))

    assert summary(crowd[0], "post", post.pk).counts == {"agree": 5}
    assert (miscounted(), Reaction.objects.count()) == ([], 5)


@pytest.mark.parametrize("recount_first", [True, False])
def test_recount_while_somebody_reacts(overlap, people, post, recount_first):
    giving(people[0], post, "like")()
    ReactionCount.objects.update(count=7)
    works = [recount_reactions, giving(people[1], post, "like")]

    overlap(*(works if recount_first else works[::-1]))

    assert (summary(people[0], "post", post.pk).counts, miscounted()) == ({"like": 2}, [])


def test_recount_while_a_lost_number_is_made_again(committed, people, post):
    """One reacts after the numbers were compared, and before the one that was lost is stored."""
    giving(people[0], post, "like")()
    ReactionCount.objects.all().delete()

    def react_meanwhile(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if sql.startswith("SELECT") and 'COUNT("reactions_reaction"."id")' in sql:
            with ThreadPoolExecutor(1) as other:
                other.submit(_apart, giving(people[1], post, "like")).result(PATIENCE)
        return found

    with connection.execute_wrapper(react_meanwhile):
        recount_reactions()

    assert (summary(people[0], "post", post.pk).counts, miscounted()) == ({"like": 2}, [])


def _apart(work):
    try:
        return work()
    finally:
        connections.close_all()


@pytest.mark.parametrize("change_first", [True, False])
def test_page_that_changes_meanwhile_is_found(overlap, people, home, change_first):
    page = make_page()
    group = GroupFactory()
    people[0].groups.add(group)
    works = [lambda: restrict(page, group), lambda: react(actor=people[0], target_kind="page", pk=page.pk, kind="like")]

    overlap(*(works if change_first else works[::-1]))

    like = Activity.objects.get(verb="Like")
    assert like.audience_id == PageAccess.objects.get(page=page).audience_id


@pytest.mark.parametrize("first_closes", [True, False])
def test_reaction_while_its_space_closes_stays_inside(overlap, people, first_closes):
    space = SpaceFactory(owner=people[0])
    MembershipFactory(space=space, person=people[1])
    post = PostFactory(space=space)

    def close():
        return change_space(actor=people[0], space=space, visibility="secret")

    acts = [close, giving(people[1], post, "like")]
    overlap(*(acts if first_closes else acts[::-1]))

    space.refresh_from_db()
    assert {like.audience_id for like in Activity.objects.filter(verb="Like")} <= {space.audience_id}


def test_post_while_its_space_is_archived_is_closed_with_it(overlap, people):
    space = SpaceFactory(owner=people[0])

    overlap(
        lambda: PostFactory(space=space, author=people[0]),
        lambda: archive_space(actor=people[0], space=space),
    )

    assert [post.thread.is_open for post in space.posts.all()] == [False]


def test_two_owners_demote_each_other_and_one_stays(overlap, people):
    space = SpaceFactory(owner=people[0])
    MembershipFactory(space=space, person=people[1], role=Role.OWNER)

    overlap(
        lambda: set_member(actor=people[0], space=space, person=people[1], role=Role.MEMBER),
        lambda: set_member(actor=people[1], space=space, person=people[0], role=Role.MEMBER),
    )

    assert Membership.objects.filter(space=space, role=Role.OWNER).count() == 1


def test_two_first_uses_make_one_own_space(overlap, people):
    made = overlap(*(lambda: ensure_personal_space(actor=people[0]),) * 2)

    assert made[0] == made[1]
