"""Each person has a space of their own from the first use on, and no reading request makes it."""

from importlib import import_module

import pytest
from django.apps import apps

from cms.core.audiences import audiences_for
from cms.people.tokens import create_token
from social_ext.spaces.models import Space
from social_ext.spaces.services.posts import create_post
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def own_spaces(person):
    return list(Space.objects.filter(person=person).values_list("kind", "visibility", "name"))


def test_own_space_is_made_at_the_first_sign_in(client, member):
    assert own_spaces(member) == []

    for _time in range(2):
        client.force_login(member)

    assert own_spaces(member) == [("personal", "secret", member.display_name)]


def test_own_space_is_made_with_the_first_token(member):
    for _time in range(2):
        create_token(actor=member, name="a program")

    assert len(own_spaces(member)) == 1


def test_migration_gives_one_to_everybody_who_is_here(client, member, outsider, monkeypatch):
    migration = import_module("social_ext.spaces.migrations.0004_personal_spaces")
    monkeypatch.setattr(migration, "BATCH", 1)
    gone = UserFactory(is_active=False)
    client.force_login(outsider)

    for _time in range(2):
        migration.make_personal_spaces(apps, None)

    assert [len(own_spaces(person)) for person in (member, outsider, gone)] == [1, 1, 0]
    space = Space.objects.get(person=member)
    assert create_post(actor=member, space=space, body="To myself").audience_id in audiences_for(member)
    assert space.members_audience.key == f"space:{space.pk}"
    assert [Space.objects.visible_to(person).filter(pk=space.pk).exists() for person in (member, outsider)] == [
        True,
        False,
    ]
