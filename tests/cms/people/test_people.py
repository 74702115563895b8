from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction

from cms.people.exceptions import EarlierThanHistory
from cms.people.models import BusinessUnit, UnitMembership
from cms.people.selectors import directory, unit_on
from cms.people.services.units import assign_unit
from tests.factories.people import BusinessUnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_history_tells_where_a_person_belonged(member):
    field, office = BusinessUnitFactory(), BusinessUnitFactory()
    assign_unit(person=member, unit=field, since=date(2025, 1, 1))
    assign_unit(person=member, unit=office, since=date(2026, 3, 1))

    days = [date(2024, 12, 31), date(2025, 1, 1), date(2026, 2, 28), date(2026, 3, 1)]

    assert [unit_on(member, day) for day in days] == [None, field, field, office]


def test_assigning_the_same_unit_twice_changes_nothing(member):
    unit = BusinessUnitFactory()
    for day in (date(2025, 1, 1), date(2026, 1, 1)):
        assign_unit(person=member, unit=unit, since=day)

    assert UnitMembership.objects.count() == 1


def test_history_is_not_rewritten(member):
    assign_unit(person=member, unit=BusinessUnitFactory(), since=date(2026, 1, 1))

    with pytest.raises(EarlierThanHistory):
        assign_unit(person=member, unit=BusinessUnitFactory(), since=date(2025, 1, 1))


def test_one_unit_at_a_time_is_a_rule_of_the_database(member):
    UnitMembership.objects.create(person=member, unit=BusinessUnitFactory(), since=date(2026, 1, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitMembership.objects.create(person=member, unit=BusinessUnitFactory(), since=date(2026, 2, 1))


def test_directory_pages_by_key(member):
    people = [UserFactory(last_name=name) for name in ("Adam", "Baker", "Clark")]

    names = [person.last_name for person in directory(member, after=people[0].username)]

    assert names[:2] == ["Baker", "Clark"]


def test_deactivated_person_is_not_found(member_client):
    gone = UserFactory(username="gone", is_active=False)

    refused, missing = (member_client.get(f"/en/people/{name}/") for name in (gone.username, "absent"))

    assert (refused.status_code, refused.content) == (404, missing.content)


@pytest.mark.parametrize("count", [1, 3])
def test_directory_queries_do_not_grow(member_client, count, django_assert_num_queries, django_assert_max_num_queries):
    for _ in range(count):
        person = UserFactory()
        assign_unit(person=person, unit=BusinessUnitFactory(), since=date(2026, 1, 1))

    with django_assert_num_queries(5):
        response = member_client.get("/en/people/")
    unit = BusinessUnit.objects.latest("pk").slug
    with django_assert_max_num_queries(8):
        member_client.get(f"/en/people/?q=a&unit={unit}&skill=b&place=c&after={person.username}")

    assert response.content.count(b'href="/en/people/person') == count


def skilled(*skills):
    person = UserFactory()
    person.profile.skills = list(skills)
    person.profile.save()
    return person


@pytest.mark.parametrize(
    ("skill", "expected"),
    [("welding", True), ("WELDING", True), ("Élevage", True), ('100% "steel"', True), ("weld", False), ("%", False)],
)
def test_people_are_found_by_a_skill_that_they_name(member, skill, expected):
    skilled("cooking", "")
    person = skilled("Welding", "Élevage", '100% "steel"')

    assert list(directory(member, skill=skill)) == [person] * expected


def test_list_of_skills_that_is_none_finds_nobody(member):
    member.profile.skills = {"welding": 3}
    member.profile.save()

    assert list(directory(member, skill="welding")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_a_skill_does_not_grow(member, count, django_assert_num_queries):
    for _time in range(count):
        skilled("welding")

    with django_assert_num_queries(1):
        found = [person.profile.unit for person in directory(member, skill="welding")]

    assert len(found) == count


@pytest.fixture
def moderator(db):
    """Somebody who may enter the admin by a group of theirs."""
    person = UserFactory()
    group = Group.objects.create(name="Moderating")
    group.permissions.add(Permission.objects.get_by_natural_key("access_admin", "wagtailadmin", "admin"))
    person.groups.add(group)
    return person


@pytest.mark.parametrize("visits", [1, 2])
def test_way_into_the_admin_is_offered_to_who_works_there(client, home, member, moderator, visits):
    offered = {}
    for person in (member, moderator):
        client.force_login(person)
        for _ in range(visits):
            answer = client.get("/en/")
        offered[person] = 'href="/admin/"' in answer.text

    assert offered == {member: False, moderator: True}


def test_right_to_the_admin_is_asked_anew_by_the_admin(client, home, moderator):
    client.force_login(moderator)
    client.get("/en/")
    seen = client.get("/admin/").status_code
    moderator.groups.clear()

    assert (seen, client.get("/admin/").status_code == 200) == (200, False)
