"""Which lines of the HR file go in: read, matched with the people there are, and checked against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cms.people.hr.cells import BadLine, Entry, read_line
from cms.people.hr.reading import HrFile
from cms.people.models import Profile, User
from cms.people.services.import_report import ImportReport
from cms.people.services.import_units import Path, UnitNames
from search.words import fold

CHUNK = 500


@dataclass
class Candidate:
    """A line that may go in: what it says, whose profile it is about (none: somebody new), and the unit it names."""

    entry: Entry
    profile: Profile | None
    username: str
    unit: Path | None
    today: date
    is_known: bool

    @property
    def has_left(self) -> bool:
        """Whether the last day is past."""
        return self.last_day < self.today

    @property
    def last_day(self) -> date:
        return self.entry.facts.get("end_date") or date.max - timedelta(days=1)

    @property
    def begins(self) -> date:
        """Return the day from which somebody without a unit belongs to one: the first day, of who is new."""
        first_day = self.entry.facts.get("start_date")
        return first_day if first_day and not self.is_known else self.today


class Matching:
    """The people there are, by their numbers and user names."""

    def __init__(self, keys: Iterable[str], today: date) -> None:
        self.today = today
        numbered = Profile.objects.exclude(employee_number=None).values_list("employee_number", "person_id")
        self.numbers: dict[str, int] = {str(number): pk for number, pk in numbered}
        self.managers: dict[int, int | None] = dict(Profile.objects.values_list("person_id", "manager_id"))
        self.usernames: dict[str, int] = {
            name.lower(): pk for pk, name in User.objects.values_list("pk", "username").iterator()
        }
        self.keys: dict[int, str] = {pk: number for number, pk in self.numbers.items()}
        self.profiles = self._load(keys)
        self.units = UnitNames()

    def _load(self, keys: Iterable[str]) -> dict[int, Profile]:
        ids = [self.numbers[key] for key in keys if key in self.numbers]
        return self._profiles(ids)

    @staticmethod
    def _profiles(ids: list[int]) -> dict[int, Profile]:
        found: dict[int, Profile] = {}
        for start in range(0, len(ids), CHUNK):
            rows = Profile.objects.filter(person__in=ids[start : start + CHUNK]).select_related("person", "unit")
            found |= {profile.person_id: profile for profile in rows}
        return found

    def candidate(self, entry: Entry) -> Candidate:
        """Match a line with a person, or with nobody yet. Raises `BadLine`."""
        profile = self.profiles.get(self.numbers.get(entry.key, 0))
        username = entry.facts.get("username") or (profile.person.username if profile else "")
        if profile is None and username:
            profile = self._adopted(username)
        if profile is None and not username:
            username = self._derived(entry)
        taker = profile.person_id if profile else -entry.number
        if self.usernames.setdefault(username.lower(), taker) != taker:
            raise BadLine(_("the user name “%(name)s” belongs to somebody else") % {"name": username})
        unit = self.units.find(entry.facts["unit"]) if "unit" in entry.facts else None
        return Candidate(entry, profile, username, unit, self.today, is_known=profile is not None)

    def number_of(self, pk: int | None) -> str | None:
        """Return the employee number of a person; a question mark for somebody without one."""
        return None if pk is None else self.keys.get(pk, "?")

    def forget(self, new: Iterable[Candidate]) -> None:
        """Begin again with the units there are, and without people who were not made after all."""
        self.units = UnitNames()
        for candidate in new:
            candidate.profile = None
            self.numbers.pop(candidate.entry.key, None)

    def _adopted(self, username: str) -> Profile | None:
        """Return the profile of an account that has this user name and no employee number yet."""
        pk = self.usernames.get(username.lower())
        profile = self._profiles([pk]).get(pk) if pk is not None and pk > 0 else None
        return profile if profile and profile.employee_number is None else None

    def _derived(self, entry: Entry) -> str:
        names = (fold(entry.facts.get(column, "")) for column in ("first_name", "last_name"))
        base = ".".join(name for part in names if (name := re.sub(r"[^a-z0-9]+", "-", part).strip("-")))[:140]
        if not base:
            raise BadLine(_("somebody new needs a user name or a name"))
        name, number = base, 1
        while name in self.usernames:
            number += 1
            name = f"{base}{number}"
        return name


def choose_lines(file: HrFile, report: ImportReport, *, today: date) -> tuple[list[Candidate], Matching]:
    """Return what goes in, with the people there are; every other line is in the report with its reason."""
    entries = _entries(file, report)
    matching = Matching((entry.key for entry in entries), today)
    candidates: dict[str, Candidate] = {}
    for entry in entries:
        try:
            candidates[entry.key] = matching.candidate(entry)
        except BadLine as bad:
            report.fail(entry.number, str(bad))
    _refuse_managers(candidates, matching, report)
    return list(candidates.values()), matching


def _entries(file: HrFile, report: ImportReport) -> list[Entry]:
    """Return the lines that can be read, each employee number once."""
    entries: dict[str, Entry] = {}
    for line in file.lines:
        try:
            entry = read_line(line, file.header)
        except BadLine as bad:
            report.fail(line.number, str(bad))
            continue
        first = entries.setdefault(entry.key, entry)
        if first is not entry:
            twice = _("the employee number %(key)s is on line %(number)d already")
            report.fail(line.number, twice % {"key": entry.key, "number": first.number})
    return list(entries.values())


def _refuse_managers(candidates: dict[str, Candidate], matching: Matching, report: ImportReport) -> None:
    """Take out the lines whose manager is unknown or would be their own.

    Again until none is left, as one refusal makes another manager unknown.
    """
    while refused := _unknown_managers(candidates, matching) or _loops(candidates, matching):
        for key, reason in refused.items():
            report.fail(candidates.pop(key).entry.number, reason)


def _unknown_managers(candidates: dict[str, Candidate], matching: Matching) -> dict[str, str]:
    return {
        key: _("there is no manager with the employee number %(key)s") % {"key": manager}
        for key, candidate in candidates.items()
        if (manager := candidate.entry.facts.get("manager"))
        and manager not in candidates
        and manager not in matching.numbers
    }


def _loops(candidates: dict[str, Candidate], matching: Matching) -> dict[str, str]:
    """Return the lines that would make somebody their own manager, over however many steps."""
    above = _managers_after(candidates, matching)
    refused: dict[str, str] = {}
    done: set[Any] = set()
    for start in above:
        way: list[Any] = []
        step = start
        while step is not None and step not in done and step not in way:
            way.append(step)
            step = above.get(step)
        if step in way:
            loop = way[way.index(step) :]
            shown = " → ".join(str(one) for one in [*loop, loop[0]])
            reason = _("managers in a loop: %(loop)s") % {"loop": shown}
            refused |= {key: reason for key in loop if key in candidates and "manager" in candidates[key].entry.facts}
        done.update(way)
    return refused


def _managers_after(candidates: dict[str, Candidate], matching: Matching) -> dict[Any, Any]:
    """Return each person's manager as it would be; people of the file by their number, others by their id."""
    names: dict[int, Any] = {pk: key for key, pk in matching.numbers.items()}
    names |= {candidate.profile.person_id: key for key, candidate in candidates.items() if candidate.profile}
    above = {names.get(pk, pk): names.get(boss, boss) for pk, boss in matching.managers.items() if boss is not None}
    for key, candidate in candidates.items():
        if "manager" in candidate.entry.facts:
            above[key] = candidate.entry.facts["manager"] or None
    return above
