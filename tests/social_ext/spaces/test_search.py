"""Spaces are found by their names, by those who may know of them."""

import pytest

from cms.finding.selectors import find
from social_ext.spaces.services.spaces import archive_space, change_space, ensure_personal_space
from tests.factories.social import SpaceFactory

pytestmark = pytest.mark.django_db


def found(viewer, q="harbour"):
    answer = find(viewer, q)
    return [(hit.kind, hit.title) for hit in answer], answer.total


def test_space_is_found_by_its_name_and_purpose(member, outsider, run_tasks):
    SpaceFactory(owner=member, name="Harbour pilots", purpose="Tides and tugs.")
    run_tasks()

    assert found(outsider) == found(outsider, "tugs") == ([("space", "Harbour pilots")], 1)


def test_secret_space_is_found_by_its_members_only(member, outsider, run_tasks):
    SpaceFactory(owner=member, name="Harbour merger", visibility="secret")
    run_tasks()

    assert [found(member), found(outsider)] == [([("space", "Harbour merger")], 1), ([], 0)]


def test_space_that_becomes_secret_is_lost_at_once(member, outsider, run_tasks):
    space = SpaceFactory(owner=member, name="Harbour pilots")
    run_tasks()

    change_space(actor=member, space=space, visibility="secret")

    assert [found(member), found(outsider)] == [([("space", "Harbour pilots")], 1), ([], 0)]


def test_new_name_is_found(member, run_tasks):
    space = SpaceFactory(owner=member, name="Harbour pilots")
    run_tasks()

    change_space(actor=member, space=space, name="Tug crews")
    run_tasks()

    assert (found(member), found(member, "tug")) == (([], 0), ([("space", "Tug crews")], 1))


def test_archived_and_personal_spaces_are_not_found(member, run_tasks):
    space = SpaceFactory(owner=member, name="Harbour pilots")
    member.first_name = "Harbour"
    member.save()
    ensure_personal_space(actor=member)
    run_tasks()
    before = found(member)

    archive_space(actor=member, space=space)
    run_tasks()

    assert before == ([("space", "Harbour pilots")], 2)
    assert found(member) == ([], 1)  # the person alone
