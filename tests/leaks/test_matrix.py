"""Every cell of roles x things x channels, in both directions, against the oracle.

A test is a role at a channel. It visits all things there, and names every cell that fails: `role-channel-thing: what`.
"""

import pytest
from django.db import transaction

from cms.changes.models import Acknowledgement
from cms.events.models import Attendance
from cms.forms.models import Answer
from cms.upkeep.models import HelpfulAnswer, ReviewAct
from social_ext.activity.models import Activity
from social_ext.comments.models import ThreadedComment
from social_ext.reactions.models import Reaction
from social_ext.sharing.models import Share
from social_ext.spaces.models import Membership, Post
from tests.leaks import api, api_writes, desk, listings, own, village, writes
from tests.leaks.village import BY_NAME, ORACLE, ROLES, THINGS
from tests.leaks.world import tree_is_intact

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
OWN = [*own.OWN, *api.OWN]
LISTINGS = [*listings.LISTINGS, *api.LISTINGS, *desk.LISTINGS]


def _own_things(role, channel):
    spared = channel.name in SLOW and role.name in TWINS
    return [] if spared else [thing for thing in THINGS if isinstance(thing, channel.kind)]


def _refused_things(role, write):
    """Return the things that this person may not change so, nor know of."""
    spared = role.name in TWINS
    return [] if spared else [thing for thing in THINGS if isinstance(thing, write.kind) and not write.may(role, thing)]


def _rows(channels, things_of):
    """Return each role at each channel, with the cells of that row: `role-channel-thing`, and of writes their number."""
    rows = {}
    for role in ROLES:
        for number, channel in enumerate(channels):
            cells = rows.setdefault((role.name, channel.name), (role, []))[1]
            cells += [(_cell(role, channel, number, thing), channel, thing) for thing in things_of(role, channel)]
    return [
        pytest.param(role, cells, id=f"{role_name}-{channel_name}")
        for (role_name, channel_name), (role, cells) in rows.items()
        if cells
    ]


def _cell(role, channel, number, thing):
    numbered = f"{number}-" if hasattr(channel, "may") else ""  # several writes have one name
    return f"{role.name}-{channel.name}-{numbered}{thing.name}"


OWN_ROWS = _rows(OWN, _own_things)
WRITE_ROWS = _rows(writes.WRITES, _refused_things)
API_WRITE_ROWS = _rows(api_writes.WRITES, _refused_things)
LISTING_CELLS = [
    pytest.param(role, listing, id=f"{role.name}-{listing.name}") for role in ROLES for listing in LISTINGS
]


def counts():
    written = (
        Post,
        ThreadedComment,
        Membership,
        Share,
        Activity,
        Reaction,
        Attendance,
        Answer,
        HelpfulAnswer,
        ReviewAct,
        Acknowledgement,
    )
    return [model.objects.count() for model in written] + [
        ThreadedComment.objects.filter(is_removed=True).count(),
        Post.objects.filter(removed_at=None).count(),
    ]


def hidden(role, names, visible=ORACLE.may_see):
    """Return which of the things that showed this person may not see."""
    return sorted(name for name in names if not visible(role, BY_NAME[name]))


def shown(role, answers):
    return [f"shows {name}" for answer in answers for name in hidden(role, answer.names)]


def unlike(answers, address, nothing, absent):
    """Return in what an answer differs from that to an address that names nothing."""
    statuses, of_nothing = [answer.status for answer in answers], [answer.status for answer in nothing]
    if statuses != of_nothing:
        return [f"answers {statuses}, and {of_nothing} to nothing"]
    told, silence = answers[0].without(address), nothing[0].without(absent)
    return [] if told == silence else [f"answers {told!r}, and {silence!r} to nothing"]


def expect_sound(cells, check):
    """Check every cell, and name all that fail."""
    failures = [f"{name}: {wrong}" for name, channel, thing in cells for wrong in check(channel, thing)]
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize(("role", "cells"), OWN_ROWS)
def test_own_address_answers_in_full_or_like_nothing(world, visitors, role, cells):
    visitor = visitors(role)

    def check(channel, thing):
        address = channel.address(world, thing)
        answers = visitor.follow(address)
        wrong = shown(role, answers)
        last = answers[-1]
        if channel.visible(role, thing):
            lacking = [due for due in channel.fields(thing) if due.encode() not in last.raw]
            return [
                *wrong,
                *([] if last.status == 200 else [f"answers {last.status}"]),
                *(f"lacks {d}" for d in lacking),
            ]
        if channel.told(role, thing):
            return [*wrong, *([] if last.status in {200, 403, 404, 422} else [f"answers {last.status}"])]
        absent = channel.absent(world, thing)
        return [*wrong, *unlike(answers, address, visitor.follow(absent), absent)]

    expect_sound(cells, check)


@pytest.mark.parametrize(("role", "cells"), WRITE_ROWS)
def test_refused_write_answers_like_nothing_and_changes_nothing(world, visitors, role, cells):
    visitor = visitors(role)
    before = counts()

    def check(write, thing):
        address, absent = write.address(world, thing), str(write.absent)
        nothing = visitor.post_to_nothing(absent, dict(write.data))
        with transaction.atomic():
            refused = visitor.post(address, dict(write.data))
            changed = [] if counts() == before else ["changes something"]
            transaction.set_rollback(True)
        return [*shown(role, [refused]), *unlike([refused], address, [nothing], absent), *changed]

    expect_sound(cells, check)


@pytest.mark.parametrize(("role", "cells"), API_WRITE_ROWS)
def test_refused_write_of_the_api_answers_like_nothing_and_changes_nothing(world, visitors, role, cells):
    visitor = visitors(role)
    before = counts()

    def check(write, thing):
        address, absent = write.path(world, thing), write.absent(world)
        nothing = visitor.send_to_nothing(write.method, absent, write.absent_body(world))
        with transaction.atomic():
            refused = visitor.send(write.method, address, write.body(world, thing))
            changed = [] if counts() == before else ["changes something"]
            transaction.set_rollback(True)
        due = _status_of_nothing(write) if role.is_employee else 401
        wrong = [] if refused.status == due else [f"answers {refused.status}, not {due}"]
        return [*wrong, *shown(role, [refused]), *unlike([refused], address, [nothing], absent), *changed]

    expect_sound(cells, check)


def _status_of_nothing(write):
    """An address that names nothing is not found; a body that does is not valid."""
    return 422 if write.name in {"api shares into spaces", "api answers"} else 404


@pytest.mark.parametrize(("role", "listing"), LISTING_CELLS)
def test_listing_names_what_is_visible_and_nothing_else(world, visitors, role, listing):
    visitor = visitors(role)

    answers = [answer for address in listing.addresses(world, role) for answer in visitor.follow(address)]

    leaked = [(answer.asked, hidden(role, answer.names, listing.visible)) for answer in answers]
    assert not [each for each in leaked if each[1]], [each for each in leaked if each[1]]
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
