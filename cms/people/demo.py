"""The people of the demo company, with their units and groups, as `fixtures/company.yaml` describes them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people.models import BusinessUnit, Profile, UnitMembership, User
from cms.people.services.words import index_people
from cms.people.sign_in import demo_password

#: The passwords are published, so there is no thief to slow down; each sign-in makes its own strong again.
ITERATIONS = 1000
#: What a line of the fixture says of a profile as it stands there.
FACTS = (*("job", "location", "languages", "skills", "phone", "working_days", "projects", "ask_me_about", "language"),)


DATES = {User: ["date_joined"], Profile: ["start_date"]}


def load_people(company: Path, say: Callable[[str], None]) -> None:
    """Make the units, the people and their groups, once."""
    data, more = (
        yaml.safe_load((company / name).read_text(encoding="utf-8")) for name in ("company.yaml", "people_more.yaml")
    )
    data["units"] += more["units"]
    data["people"] += more["people"]
    if User.objects.filter(username=data["people"][0]["username"]).exists():
        return
    units = _make_units(data["units"])
    people = _make_people(data["people"], units)
    index_people(ids=[person.pk for person in people.values()])
    for row in data["groups"]:
        group = Group.objects.create(name=row["name"])
        group.user_set.set(people[username] for username in row["members"])
    say(_("People: %(people)d in %(units)d units.") % {"people": len(people), "units": len(units) - 1})


def _make_units(rows: list[dict[str, str]]) -> dict[str, BusinessUnit]:
    units: dict[str, BusinessUnit] = {}
    for row in rows:
        fields = {"slug": row["slug"], "name": row["name"]}
        if "parent" in row:
            # The tree counts the children in the object, so it is read again for each.
            units[row["slug"]] = BusinessUnit.objects.get(slug=row["parent"]).add_child(**fields)
        else:
            units[row["slug"]] = BusinessUnit.add_root(**fields)
    return units


def _make_people(rows: list[dict[str, Any]], units: dict[str, BusinessUnit]) -> dict[str, User]:
    """Make the accounts all at once, without a signal for each: the search index follows when everything is there."""
    people = {person.username: person for person in User.objects.bulk_create(_account(row) for row in rows)}
    Profile.objects.bulk_create(_profile(row, people, units[row["unit"]]) for row in rows)
    UnitMembership.objects.bulk_create(
        UnitMembership(person=people[row["username"]], unit=units[slug], since=since, until=until)
        for row in rows
        for slug, since, until in _spells(row)
    )
    return people


def _account(row: dict[str, Any]) -> User:
    is_operator = row.get("superuser", False)
    return User(
        username=row["username"],
        first_name=row["first"],
        last_name=row["last"],
        email=f"{row['username']}@orvane.example",
        password=_hash(demo_password(row["username"])),
        is_staff=is_operator,
        is_superuser=is_operator,
        date_joined=timezone.now() - timedelta(days=row["started"]),
    )


def _hash(password: str) -> str:
    hasher = get_hasher()
    quick = {"iterations": ITERATIONS} if isinstance(hasher, PBKDF2PasswordHasher) else {}
    return hasher.encode(password, hasher.salt(), **quick)


def _profile(row: dict[str, Any], people: dict[str, User], unit: BusinessUnit) -> Profile:
    return Profile(
        person=people[row["username"]],
        unit=unit,
        manager=people.get(row.get("manager", "")),
        start_date=timezone.localdate() - timedelta(days=row["started"]),
        **{name: row[name] for name in FACTS},
    )


def _spells(row: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Say where a person belonged from when until when; the present unit begins where the last one ended."""
    today = timezone.localdate()
    since = row["started"]
    for former in row.get("former_units", []):
        since = former["until"]
        yield former["unit"], today - timedelta(days=former["from"]), today - timedelta(days=since)
    yield row["unit"], today - timedelta(days=since), None
