"""Every cell of roles x things x channels, in both directions, against the oracle."""

import pytest

from social_ext.activity.models import Activity
from social_ext.comments.models import ThreadedComment
from social_ext.reactions.models import Reaction
from social_ext.sharing.models import Share
from social_ext.spaces.models import Membership, Post
from tests.leaks import api, api_writes, channels, village
from tests.leaks.channels import WRITES, tree_is_intact
from tests.leaks.village import BY_NAME, ORACLE, ROLES, THINGS

pytestmark = pytest.mark.django_db


def _twins():
    """Return the names of those who see just what somebody before them sees: enough that they visit the quick channels."""
    seen, twins = set(), set()
    for role in ROLES:
        sight = frozenset(thing.name for thing in THINGS if ORACLE.may_see(role, thing))
        if sight in seen and role.is_employee and not role.superuser:
            twins.add(role.name)
        seen.add(sight)
    return twins


TWINS = _twins()
SLOW = {"search", "search by the words of a picture", "api search"}
OWN = [*channels.OWN, *api.OWN]
LISTINGS = [*channels.LISTINGS, *api.LISTINGS]

OWN_CELLS = [
    pytest.param(role, channel, thing, id=f"{role.name}-{channel.name}-{thing.name}")
    for role in ROLES
    for channel in OWN
    for thing in THINGS
    if isinstance(thing, channel.kind) and not (channel.name in SLOW and role.name in TWINS)
]
WRITE_CELLS = [
    pytest.param(role, write, thing, id=f"{role.name}-{write.name}-{number}-{thing.name}")
    for role in ROLES
    for number, write in enumerate(WRITES)
    for thing in THINGS
    if isinstance(thing, write.kind) and not write.may(role, thing) and role.name not in TWINS
]
API_WRITE_CELLS = [
    pytest.param(role, write, thing, id=f"{role.name}-{write.name}-{number}-{thing.name}")
    for role in ROLES
    for number, write in enumerate(api_writes.WRITES)
    for thing in THINGS
    if isinstance(thing, write.kind) and not write.may(role, thing) and role.name not in TWINS
]
LISTING_CELLS = [
    pytest.param(role, listing, id=f"{role.name}-{listing.name}") for role in ROLES for listing in LISTINGS
]


def counts():
    return [model.objects.count() for model in (Post, ThreadedComment, Membership, Share, Activity, Reaction)] + [
        ThreadedComment.objects.filter(is_removed=True).count(),
        Post.objects.filter(removed_at=None).count(),
    ]


def hidden(role, names):
    """Return which of the things that showed this person may not see."""
    return sorted(name for name in names if not ORACLE.may_see(role, BY_NAME[name]))


@pytest.mark.parametrize(("role", "channel", "thing"), OWN_CELLS)
def test_own_address_answers_in_full_or_like_nothing(world, visitors, role, channel, thing):
    visitor = visitors(role)
    address, absent = channel.address(world, thing), channel.absent(world, thing)

    answers = visitor.follow(address)

    assert [name for answer in answers for name in hidden(role, answer.names)] == []
    if channel.visible(role, thing):
        assert answers[-1].status == 200
        assert [due for due in channel.fields(thing) if due.encode() not in answers[-1].raw] == []
    elif channel.told(role, thing):
        assert answers[-1].status in {200, 403, 404, 422}
    else:
        nothing = visitor.follow(absent)
        assert [answer.status for answer in answers] == [answer.status for answer in nothing]
        assert answers[0].without(address) == nothing[0].without(absent)


@pytest.mark.parametrize(("role", "write", "thing"), WRITE_CELLS)
def test_refused_write_answers_like_nothing_and_changes_nothing(world, visitors, role, write, thing):
    visitor = visitors(role)
    address = write.address(world, thing)
    before = counts()

    refused = visitor.post(address, dict(write.data))
    nothing = visitor.post_to_nothing(str(write.absent), dict(write.data))

    assert hidden(role, refused.names) == []
    assert refused.status == nothing.status
    assert refused.without(address) == nothing.without(str(write.absent))
    assert counts() == before


@pytest.mark.parametrize(("role", "write", "thing"), API_WRITE_CELLS)
def test_refused_write_of_the_api_answers_like_nothing_and_changes_nothing(world, visitors, role, write, thing):
    visitor = visitors(role)
    address, absent = write.path(world, thing), write.absent(world)
    before = counts()

    refused = visitor.send(write.method, address, write.body(world, thing))
    nothing = visitor.send(write.method, absent, write.absent_body(world))

    assert hidden(role, refused.names) == []
    assert refused.status == nothing.status == (_status_of_nothing(write) if role.is_employee else 401)
    assert refused.without(address) == nothing.without(absent)
    assert counts() == before


def _status_of_nothing(write):
    """An address that names nothing is not found; a body that does is not valid."""
    return 422 if write.name in {"api shares into spaces", "api answers"} else 404


@pytest.mark.parametrize(("role", "listing"), LISTING_CELLS)
def test_listing_names_what_is_visible_and_nothing_else(world, visitors, role, listing):
    visitor = visitors(role)

    answers = [answer for address in listing.addresses(world, role) for answer in visitor.follow(address)]

    assert [(answer.asked, hidden(role, answer.names)) for answer in answers if hidden(role, answer.names)] == []
    raw = b"".join(answer.raw for answer in answers)
    assert sorted(due for due in listing.due(role) if due.encode() not in raw) == []


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_role_is_told_apart(role):
    """A world in which everybody sees all, or nobody anything, would prove nothing."""
    seen = {thing.name for thing in THINGS if ORACLE.may_see(role, thing)}

    assert bool(seen) is role.is_employee
    assert seen < set(BY_NAME)


def test_canaries_can_be_told_apart():
    assert len(BY_NAME) == len(THINGS)
    assert not [name for name in BY_NAME if "x" in name]


def test_village_stands_in_a_sound_tree(world):
    assert tree_is_intact()
    assert len(world.pages) == len(village.PAGES)
