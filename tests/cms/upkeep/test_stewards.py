"""Who keeps a page: said where, inherited how, and told alike wherever it is told."""

import pytest
from django.core.exceptions import PermissionDenied

from cms.pages.models import SectionPage
from cms.pages.signals import page_stewards_named
from cms.upkeep.exceptions import CannotKeep
from cms.upkeep.models import PageCare
from cms.upkeep.services.care import settle_pages
from cms.upkeep.services.stewards import name_stewards
from tests.factories.pages import make_page, make_section, restrict
from tests.factories.people import BusinessUnitFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(home):
    """A section with a page, and a page below that."""
    maker = UserFactory(username="maker")
    section = make_section(title="Travel")
    page = make_page(parent=section, title="Trains", owner=maker)
    below = make_page(parent=page, title="Night trains", owner=maker)
    return section, page, below


def owner_names():
    cares = PageCare.objects.select_related("page", "owner", "contact")
    return {care.page.title: care.owner and care.owner.username for care in cares}


def test_owner_is_the_nearest_word_and_else_who_made_the_page(tree, editor):
    section, page, _below = tree
    first, second = UserFactory(username="first"), UserFactory(username="second")
    before = owner_names()

    name_stewards(actor=editor, page=section, owner=first)
    inherited = owner_names()
    name_stewards(actor=editor, page=page, owner=second, months=12)
    nearer = owner_names()
    name_stewards(actor=editor, page=page)
    again = owner_names()

    assert (before["Travel"], before["Trains"], before["Night trains"]) == (None, "maker", "maker")
    assert (inherited["Travel"], inherited["Trains"], inherited["Night trains"]) == ("first", "first", "first")
    assert (nearer["Travel"], nearer["Trains"], nearer["Night trains"]) == ("first", "second", "second")
    assert again == inherited


def test_parts_are_inherited_one_by_one(tree, editor):
    section, page, below = tree
    owner, contact = UserFactory(), UserFactory()

    name_stewards(actor=editor, page=section, owner=owner, months=3)
    name_stewards(actor=editor, page=page, contact=contact)

    care = PageCare.objects.get(pk=below.pk)
    assert (care.owner, care.contact, care.months) == (owner, contact, 3)


def test_moved_and_new_pages_are_kept_by_those_above(tree, editor):
    page = tree[1]
    keeper = UserFactory(username="keeper")
    other = make_section(title="Other")
    name_stewards(actor=editor, page=other, owner=keeper)

    page.move(SectionPage.objects.get(pk=other.pk), pos="last-child", user=editor)
    make_page(parent=other, title="New")

    assert {owner_names()[title] for title in ("Trains", "Night trains", "New")} == {"keeper"}


def test_import_names_who_keeps_a_page(tree, editor):
    section, page, below = tree
    named, keeper = UserFactory(), UserFactory()
    name_stewards(actor=editor, page=section, owner=keeper, contact=keeper)

    page_stewards_named.send(sender=None, page=page, owner=named.pk, contact=None)

    care = PageCare.objects.get(pk=below.pk)
    assert (care.owner, care.contact) == (named, keeper)


def test_alias_is_kept_as_its_source_from_the_beginning(tree, editor):
    section, page, _below = tree
    other = make_section(title="Other")
    for place, name in ((section, "here"), (other, "there")):
        name_stewards(actor=editor, page=place, owner=UserFactory(username=name))

    alias = page.create_alias(parent=other, update_slug="trains-too")

    assert PageCare.objects.get(pk=alias.pk).owner.username == "here"
    assert settle_pages() == 0


def test_import_that_names_a_keeper_names_them_for_the_other_language_too(tree, french_home):
    section, _page, _below = tree
    french = section.copy_for_translation(french_home.locale)
    keeper = UserFactory()

    page_stewards_named.send(sender=SectionPage, page=section, owner=keeper.pk, contact=None)

    assert PageCare.objects.get(pk=french.pk).owner == keeper
    assert settle_pages() == 0


def test_only_editors_say_who_keeps_a_page(tree, member):
    with pytest.raises(PermissionDenied):
        name_stewards(actor=member, page=tree[0], owner=member)


def test_nobody_keeps_what_they_cannot_see(tree, editor, outsider):
    restrict(tree[0], GroupFactory())
    gone = UserFactory(is_active=False)

    for person in (outsider, gone):
        with pytest.raises(CannotKeep):
            name_stewards(actor=editor, page=tree[1], owner=person)


def test_page_api_and_search_name_the_same_owner(tree, editor, member_client, run_tasks):
    section, _page, below = tree
    unit = BusinessUnitFactory(name="Lines", slug="lines")
    keeper, contact = UserFactory(first_name="Kira", last_name="Keep"), UserFactory(first_name="Cleo", last_name="Call")
    keeper.profile.unit = unit
    keeper.profile.save()
    run_tasks()

    name_stewards(actor=editor, page=section, owner=keeper, contact=contact)
    run_tasks()

    shown = member_client.get(below.url).text
    assert ("Kira Keep" in shown, "Cleo Call" in shown) == (True, True)
    told = member_client.get(f"/api/v1/pages/{below.pk}").json()
    assert told["owner"]["username"] == keeper.username
    hits = member_client.get("/api/v1/search?q=trains&kind=page&unit=lines").json()["items"]
    assert {hit["title"] for hit in hits} == {"Trains", "Night trains"}


def test_who_left_is_shown_nowhere(tree, editor, member_client):
    keeper = UserFactory(first_name="Kira", last_name="Keep")
    name_stewards(actor=editor, page=tree[0], owner=keeper)
    keeper.is_active = False
    keeper.save()

    assert "Kira Keep" not in member_client.get(tree[1].url).text
    assert member_client.get(f"/api/v1/pages/{tree[1].pk}").json()["owner"] is None


def test_settling_again_changes_nothing(tree):
    assert settle_pages() == 0
