import pytest

from social_ext.spaces.models import Membership, Role, Space, State
from social_ext.spaces.services.memberships import invite, join_space
from tests.factories.people import BusinessUnitFactory, UserFactory
from tests.factories.social import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api_of(caller, home):
    """Return somebody's program."""
    return caller


def everyone_in(space, visibility_of):
    """Return the owner, a moderator, a member and an outsider of a space."""
    owner = space.memberships.get(role=Role.OWNER).person
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).person
    plain = MembershipFactory(space=space).person
    return [owner, moderator, plain, visibility_of]


def test_space_is_opened_and_told_whole(api, member):
    unit = BusinessUnitFactory(slug="north", name="North")
    body = {
        "name": "Field engineers",
        "kind": "project",
        "visibility": "closed",
        "purpose": "Answers the same day.",
        "unit": "north",
    }

    made = api("POST", "spaces", body)

    assert made.status_code == 201
    told = made.json()
    assert (told["slug"], told["role"], told["member_count"]) == ("field-engineers", "owner", 1)
    assert {name: told[name] for name in ("name", "kind", "visibility", "purpose")} == {
        name: body[name] for name in ("name", "kind", "visibility", "purpose")
    }
    assert (told["unit"]["slug"], told["unit"]["name"]) == ("north", unit.name)
    assert [person["username"] for person in told["owners"]] == ["member"]
    assert api("GET", "spaces/field-engineers").json() == told


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "  \u200b"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"name": "Mine", "kind": "personal"}, "kind"),
        ({"name": "Mine", "visibility": "hidden"}, "visibility"),
        ({"name": "Mine", "slug": "a b"}, "slug"),
        ({"name": "Mine", "slug": "new"}, "slug"),
        ({"name": "Mine", "slug": "-"}, "slug"),
        ({"name": "Mine", "slug": "taken"}, "slug"),
        ({"name": "Mine", "purpose": "x" * 501}, "purpose"),
        ({"name": "Mine", "unit": "nowhere"}, "unit"),
        ({"name": "Mine", "colour": "red"}, "colour"),
    ],
)
def test_space_with_values_that_cannot_stand_is_refused(api, body, field):
    SpaceFactory(slug="taken")

    answer = api("POST", "spaces", body)

    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]
    assert Space.objects.filter(kind="community").count() == 1


@pytest.mark.parametrize(("field", "value"), [("name", "x" * 121), ("purpose", "x" * 501)])
def test_change_that_is_too_long_names_its_field(api, member, field, value):
    space = SpaceFactory(owner=member)

    answer = api("PATCH", f"spaces/{space.slug}", {"name": "Buyers", "purpose": "Buys", field: value})

    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])


def test_spaces_are_listed_by_name_with_ones_own(api, member):
    for name, visibility in [("B", "open"), ("A", "closed"), ("Hidden", "secret")]:
        SpaceFactory(name=name, visibility=visibility)
    SpaceFactory(name="C", visibility="secret", owner=member)

    parts, cursor = [], ""
    while cursor is not None:
        part = api("GET", f"spaces?limit=2{f'&cursor={cursor}' if cursor else ''}").json()
        parts += [(space["name"], space["role"]) for space in part["items"]]
        cursor = part["next"]

    assert sorted(parts) == sorted([("A", None), ("B", None), ("C", "owner"), (member.display_name, "owner")])
    assert parts == sorted(parts, key=lambda row: row[0])


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_spaces_does_not_grow(api, member, count, django_assert_num_queries):
    for _time in range(count):
        SpaceFactory(owner=member, unit=BusinessUnitFactory())
    api("GET", "spaces")

    with django_assert_num_queries(3):
        listed = api("GET", "spaces").json()["items"]

    assert len(listed) == count + 1


@pytest.mark.parametrize(
    ("visibility", "space_status", "inside_status"), [("open", 200, 200), ("closed", 200, 403), ("secret", 404, 404)]
)
def test_outsiders_see_what_the_visibility_says(api, visibility, space_status, inside_status):
    space = SpaceFactory(visibility=visibility)

    found = [api("GET", f"spaces/{space.slug}{path}").status_code for path in ("", "/members", "/posts", "/requests")]

    assert found == [space_status, inside_status, inside_status, 403 if space_status == 200 else 404]
    if space_status == 404:
        absent = [api("GET", f"spaces/absent{path}").content for path in ("", "/members", "/posts")]
        assert [api("GET", f"spaces/{space.slug}{path}").content for path in ("", "/members", "/posts")] == absent


def test_owner_changes_and_archives(api, member):
    space = SpaceFactory(owner=member, visibility="open")

    changed = api("PATCH", f"spaces/{space.slug}", {"name": "Renamed", "visibility": "secret"})
    archived = [api("DELETE", f"spaces/{space.slug}").status_code for _time in range(2)]

    assert (changed.status_code, changed.json()["name"], changed.json()["visibility"]) == (200, "Renamed", "secret")
    assert archived == [204, 204]
    assert api("GET", f"spaces/{space.slug}").json()["archived_at"] is not None
    assert space.slug not in [one["slug"] for one in api("GET", "spaces").json()["items"]]


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"name": "Theirs"}), ("DELETE", None)])
def test_only_owners_change_a_space(api_of, method, body, outsider):
    space = SpaceFactory()
    people = everyone_in(space, outsider)[1:]

    assert [api_of(person)(method, f"spaces/{space.slug}", body).status_code for person in people] == [403] * 3


@pytest.mark.parametrize(
    "body", [{"kind": "personal"}, {"name": None}, {"name": " "}, {"slug": "other"}, {"unit": "nowhere"}]
)
def test_change_that_cannot_stand_is_refused(api, member, body):
    space = SpaceFactory(owner=member, slug="here")

    assert api("PATCH", "spaces/here", body).status_code == 422
    assert (Space.objects.get(pk=space.pk).slug, Space.objects.get(pk=space.pk).name) == ("here", space.name)


@pytest.mark.parametrize(
    ("visibility", "status", "standing"),
    [("open", 200, {"state": "member", "role": "member"}), ("closed", 202, {"state": "requested", "role": None})],
)
def test_joining_answers_alike_twice(api, visibility, status, standing):
    space = SpaceFactory(visibility=visibility)

    answers = [api("PUT", f"spaces/{space.slug}/membership") for _time in range(2)]
    left = [api("DELETE", f"spaces/{space.slug}/membership").status_code for _time in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(status, standing)] * 2
    assert left == [204, 204]
    assert not Membership.objects.filter(space=space, person=api.person).exists()


def test_invitation_is_taken(api, member):
    space = SpaceFactory(visibility="secret")
    owner = space.memberships.get().person
    assert api("PUT", f"spaces/{space.slug}/membership").status_code == 404
    invite(actor=owner, space=space, username="member")

    told = api("GET", f"spaces/{space.slug}")
    taken = api("PUT", f"spaces/{space.slug}/membership")

    assert (told.status_code, told.json()["role"]) == (200, None)
    assert (taken.status_code, taken.json()) == (200, {"state": "member", "role": "member"})


def test_last_owner_stays(api, member):
    space = SpaceFactory(owner=member)

    leaving = api("DELETE", f"spaces/{space.slug}/membership")
    stepping = api("PUT", f"spaces/{space.slug}/members/member", {"role": "member"})

    assert [(answer.status_code, answer.json()["code"]) for answer in (leaving, stepping)] == [(422, "last_owner")] * 2


def test_requests_wait_for_keepers_and_are_answered(api_of, member, outsider):
    space = SpaceFactory(visibility="closed", owner=member)
    moderator = MembershipFactory(space=space, role=Role.MODERATOR).person
    refused = UserFactory()
    for person in (outsider, refused):
        join_space(actor=person, space=space)
    keeper = api_of(moderator)

    waiting = keeper("GET", f"spaces/{space.slug}/requests").json()["items"]
    granted = [keeper("PUT", f"spaces/{space.slug}/members/outsider", sent) for sent in (None, {})]
    gone = [keeper("DELETE", f"spaces/{space.slug}/members/{refused.username}").status_code for _time in range(2)]

    assert [(person["username"], person["state"]) for person in waiting] == [
        ("outsider", "requested"),
        (refused.username, "requested"),
    ]
    assert [(answer.status_code, answer.json()["state"]) for answer in granted] == [(200, "member")] * 2
    assert gone == [204, 204]
    assert keeper("GET", f"spaces/{space.slug}/requests").json()["items"] == []


def test_members_are_invited_and_given_roles(api_of, member, outsider):
    space = SpaceFactory(owner=member)
    owner = api_of(member)
    address = f"spaces/{space.slug}/members/outsider"

    invited = owner("PUT", address, {"role": "animator"}).json()
    join_space(actor=outsider, space=space)
    moderator = owner("PUT", address, {"role": "moderator"}).json()

    assert (invited["state"], invited["role"]) == ("invited", "animator")
    assert (moderator["state"], moderator["role"]) == ("member", "moderator")
    roles = [(one["username"], one["role"]) for one in owner("GET", f"spaces/{space.slug}/members").json()["items"]]
    assert sorted(roles) == [("member", "owner"), ("outsider", "moderator")]


def test_members_are_kept_by_keepers_only(api_of, outsider):
    space = SpaceFactory()
    other = UserFactory()
    _owner, moderator, plain, outside = everyone_in(space, outsider)

    def statuses(person, username):
        ask = api_of(person)
        address = f"spaces/{space.slug}/members/{username}"
        return [ask("PUT", address, {"role": "owner"}).status_code, ask("DELETE", address).status_code]

    assert [statuses(person, other.username) for person in (moderator, plain, outside)] == [
        [403, 204],
        [403, 403],
        [403, 403],
    ]
    assert statuses(plain, "nobody") == [403, 403]
    assert statuses(moderator, "nobody") == [404, 404]
    assert statuses(moderator, moderator.username) == [403, 204]


@pytest.mark.parametrize("body", [{"role": "king"}, {"power": 1}])
def test_role_that_is_none_is_refused(api, member, body):
    space = SpaceFactory(owner=member)

    assert api("PUT", f"spaces/{space.slug}/members/member", body).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "state"), [("members", State.MEMBER), ("requests", State.REQUESTED)])
def test_lists_of_people_do_not_grow(api, member, path, state, count, django_assert_num_queries):
    space = SpaceFactory(owner=member)
    MembershipFactory.create_batch(count, space=space, state=state)
    api("GET", f"spaces/{space.slug}/{path}")

    with django_assert_num_queries(4 if state == State.MEMBER else 5):
        listed = api("GET", f"spaces/{space.slug}/{path}").json()["items"]

    assert len(listed) == count + (state == State.MEMBER)
