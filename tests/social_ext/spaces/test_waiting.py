"""Invitations and requests wait on the home page of those who answer them."""

import pytest

from cms.core.audiences import audiences_for, remembered_audiences
from cms.pages.waiting import Waiting, waiting
from social_ext.spaces.models import Membership, State
from social_ext.spaces.services.memberships import invite, join_space
from social_ext.spaces.services.spaces import create_space
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory(username="owner")


@pytest.fixture
def space(owner):
    return create_space(actor=owner, name="Winter rounds", visibility="closed")


def test_request_waits_for_keepers_only(space, owner, outsider):
    asker = UserFactory(username="asker", first_name="Ana", last_name="Asker")
    join_space(actor=asker, space=space)

    assert waiting(owner) == [
        Waiting("Answer: Ana Asker", "Asks to join Winter rounds", "/en/spaces/winter-rounds/members/")
    ]
    assert waiting(asker) == waiting(outsider) == []


def test_invitation_waits_until_it_is_taken(space, owner, member):
    invite(actor=owner, space=space, username="member")

    assert waiting(member) == [Waiting("Join: Winter rounds", "You are invited", "/en/spaces/winter-rounds/")]
    assert waiting(owner) == []

    join_space(actor=member, space=space)
    assert waiting(member) == []


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_much_waits(space, owner, count, django_assert_num_queries):
    for _number in range(count):
        Membership.objects.create(person=UserFactory(), space=space, state=State.REQUESTED)

    owner.works_in_admin = False
    with remembered_audiences():
        audiences_for(owner)
        with django_assert_num_queries(1):
            assert len(waiting(owner)) == count
