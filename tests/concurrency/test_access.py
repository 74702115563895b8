"""Whoever changes who may read, while others write or change it too: nothing is left wider than it should be."""

import pytest
from django.core.exceptions import PermissionDenied

from cms.pages.models import PageAccess
from cms.pages.services.access import rekey_pages
from search.models import Document
from social_ext.activity.models import Activity
from social_ext.comments.models import Thread
from social_ext.comments.services import ensure_page_thread, post_comment
from social_ext.spaces.models import Post, Visibility
from social_ext.spaces.services.posts import create_post
from social_ext.spaces.services.spaces import change_space
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import SpaceFactory


@pytest.fixture
def section(committed, home):
    return make_section()


@pytest.fixture
def page(section):
    return make_page(parent=section)


@pytest.fixture
def group(committed):
    return GroupFactory()


@pytest.fixture
def reader(committed):
    return UserFactory()


def say_on_page(person, page):
    return post_comment(actor=person, thread=ensure_page_thread(actor=person, page=page), body="Hello")


def assert_all_is_keyed(page):
    """What hangs at a page has the audience that its restrictions demand."""
    assert rekey_pages() == 0
    audience = PageAccess.objects.get(page=page).audience_id
    held = {
        *Thread.objects.filter(page_key=page.translation_key).values_list("audience", flat=True),
        *Activity.objects.filter(page_key=page.translation_key).values_list("audience", flat=True),
        *Document.objects.filter(kind="page", object_pk=page.pk).values_list("audience_id", flat=True),
    }
    assert held == {audience}


@pytest.mark.parametrize("with_thread", [True, False])
def test_comment_while_a_page_is_being_restricted(overlap, reader, page, group, with_thread):
    if not with_thread:
        Thread.objects.all().delete()

    answers = overlap(lambda: restrict(page, group), lambda: say_on_page(reader, page))

    assert isinstance(answers[1], PermissionDenied)
    assert Thread.objects.filter(comment_count__gt=0).count() == 0
    assert_all_is_keyed(page)


@pytest.mark.parametrize("with_thread", [True, False])
def test_restriction_while_somebody_comments(overlap, reader, page, group, with_thread):
    if not with_thread:
        Thread.objects.all().delete()

    overlap(lambda: say_on_page(reader, page), lambda: restrict(page, group))

    assert not Thread.objects.filter(page_key=page.translation_key).visible_to(reader).exists()
    assert not Activity.objects.filter(page_key=page.translation_key).visible_to(reader).exists()
    assert_all_is_keyed(page)


@pytest.mark.parametrize("section_first", [True, False])
def test_two_restrictions_on_one_branch_add_up(overlap, section, page, group, section_first):
    other = GroupFactory()
    works = [lambda: restrict(section, group), lambda: restrict(page, other)]

    overlap(*(works if section_first else works[::-1]))

    assert PageAccess.objects.get(page=page).audience.requirements.count() == 2
    assert_all_is_keyed(page)


@pytest.mark.parametrize("restriction_first", [True, False])
def test_page_made_below_what_is_being_restricted(overlap, section, group, restriction_first):
    works = [lambda: restrict(section, group), lambda: make_page(parent=section)]

    answers = overlap(*(works if restriction_first else works[::-1]))

    made = answers[1 if restriction_first else 0]
    assert PageAccess.objects.get(page=made).audience.requirements.count() == 1
    assert_all_is_keyed(made)


@pytest.mark.parametrize("restriction_first", [True, False])
def test_page_published_while_it_is_being_restricted(overlap, page, group, restriction_first):
    works = [lambda: restrict(page, group), lambda: page.save_revision().publish()]

    overlap(*(works if restriction_first else works[::-1]))

    assert_all_is_keyed(page)


@pytest.mark.parametrize("closing_first", [True, False])
def test_post_in_a_space_that_is_being_closed(overlap, reader, closing_first):
    space = SpaceFactory()
    owner = space.memberships.get().person
    works = [
        lambda: change_space(actor=owner, space=space, visibility=Visibility.CLOSED),
        lambda: create_post(actor=owner, space=space, body="Between us"),
    ]

    overlap(*(works if closing_first else works[::-1]))

    space.refresh_from_db()
    held = {*Post.objects.values_list("audience", flat=True), *Thread.objects.values_list("audience", flat=True)}
    assert held == {space.audience_id}
    assert not Post.objects.visible_to(reader).exists()
