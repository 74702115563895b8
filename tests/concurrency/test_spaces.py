"""Spaces that are opened at the same moment."""

from social_ext.spaces.exceptions import NameTaken
from social_ext.spaces.models import Space
from social_ext.spaces.services.spaces import create_space
from tests.factories.people import UserFactory


def test_spaces_of_one_name_each_get_an_address(overlap, committed):
    first, second = UserFactory(), UserFactory()

    made = overlap(
        lambda: create_space(actor=first, name="Night trains"), lambda: create_space(actor=second, name="Night trains")
    )

    assert [space.name for space in made] == ["Night trains"] * 2
    assert made[0].slug == "night-trains"
    assert made[1].slug.startswith("night-trains-")


def test_address_that_both_ask_for_is_given_once(overlap, committed):
    first, second = UserFactory(), UserFactory()

    made, refused = overlap(
        lambda: create_space(actor=first, name="Trains", slug="trains"),
        lambda: create_space(actor=second, name="Trains", slug="trains"),
    )

    assert (made.slug, type(refused)) == ("trains", NameTaken)
    assert Space.objects.filter(name="Trains").count() == 1
