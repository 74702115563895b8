"""A policy answers one question from three sides: who may see this, what may this person see, may this one see that."""

import pytest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.changes.models import AcknowledgementRequest
from cms.upkeep.models import PageCare
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.services import remove_comment
from social_ext.spaces.models import Post, Space
from social_ext.spaces.services.memberships import join_space
from social_ext.spaces.services.posts import remove_post
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import CommentFactory, PostFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(member, outsider, editor):
    """Every sort of person: in the group and the spaces, outside, all-powerful, waiting, and gone."""
    return [member, outsider, editor, UserFactory(username="waiting"), UserFactory(username="gone", is_active=False)]


@pytest.fixture
def world(people, home):
    """Objects of every kind, in every place that makes a difference."""
    member, *_others, waiting, _gone = people
    group = GroupFactory()
    group.user_set.add(member)
    section = make_section()
    pages = [make_page(), make_page(live=False), make_page(parent=section)]
    for visibility in ("open", "closed", "secret"):
        space = SpaceFactory(visibility=visibility, owner=member)
        post = PostFactory(space=space, author=member)
        CommentFactory(thread=post.thread, author=member)
        remove_post(actor=member, post=PostFactory(space=space, author=member))
        if visibility == "closed":
            join_space(actor=waiting, space=space)
    comments = [CommentFactory(page=page, author=member) for page in (pages[0], pages[2])]
    remove_comment(actor=member, comment=comments[0])
    restrict(section, group)
    restrict(make_page(), GroupFactory())
    AcknowledgementRequest.objects.bulk_create(AcknowledgementRequest(page=page) for page in pages)


@pytest.mark.parametrize("model", [Page, PageCare, AcknowledgementRequest, Space, Post, Thread, ThreadedComment])
def test_policy_answers_alike_from_three_sides(model, people, world):
    policy = policy_registry.get_by_type(model)
    objects = list(model.objects.all())

    by_question = {(person.pk, obj.pk) for person in people for obj in objects if policy.can(person, "view", obj)}
    by_person = {(person.pk, obj.pk) for person in people for obj in policy.visible_to(person)}
    known = {person.pk for person in people}
    by_object = {(person.pk, obj.pk) for obj in objects for person in policy.viewers_of(obj) if person.pk in known}

    assert by_question == by_person == by_object
    assert 0 < len(by_question) < len(people) * len(objects)
