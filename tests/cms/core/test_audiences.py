"""The one question about access: every source answers for each viewer, and none of them knows who asks."""

import pytest
from wagtail import hooks

from cms.core.audiences import audience_of_kind, audiences_for, everyone
from cms.core.models import Audience
from tests.factories.pages import make_page, restrict
from tests.factories.people import GroupFactory, UserFactory
from tests.factories.social import SpaceFactory

pytestmark = pytest.mark.django_db


def test_answer_is_what_each_source_says_of_this_viewer(member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    restrict(make_page(), group)
    restrict(make_page(), GroupFactory())
    SpaceFactory(owner=member)
    SpaceFactory(owner=UserFactory())

    for viewer in (member, outsider):
        said = {everyone().pk}
        for source in hooks.get_hooks("register_audiences"):
            said |= set(source(viewer).values_list("pk", flat=True))
        assert audiences_for(viewer) == said
    assert len(audiences_for(member)) == len(audiences_for(outsider)) + 2


def test_new_source_is_asked_from_then_on_and_no_longer(member, outsider):
    chosen = audience_of_kind("chosen", "chosen")

    def source(viewer):
        return Audience.objects.filter(kind="chosen", pk__in=[chosen.pk] * 2).filter(space=None)

    before = audiences_for(member)
    with hooks.register_temporarily("register_audiences", source):
        during = audiences_for(member)

    assert (during - before, audiences_for(member)) == ({chosen.pk}, before)


def test_source_that_looks_into_its_viewer_fails_aloud(member):
    def source(viewer):
        return Audience.objects.all() if viewer.is_superuser else Audience.objects.none()

    with hooks.register_temporarily("register_audiences", source), pytest.raises(AttributeError):
        audiences_for(member)
