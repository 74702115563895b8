"""What a line of the HR file changes, said for people who check before they import."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.people.hr.columns import KEY
from cms.people.models import Profile
from cms.people.services.import_lines import Candidate, Matching
from cms.people.services.import_report import ImportReport
from cms.people.services.import_units import shown

#: What the file says of the account, and of the profile; an empty cell leaves the account as it is.
OF_ACCOUNT = ("email", "first_name", "last_name")
OF_PROFILE = ("job", "phone", "location", "languages", "skills", "start_date", "end_date")


SAME = "same"


def note_changes(candidate: Candidate, matching: Matching, report: ImportReport) -> str:
    """Say of a line what it changes; return the kind under which it was counted, `SAME` when it changes nothing."""
    kind, words = _what_changes(candidate, matching)
    report.counts[kind] += 1
    if words:
        report.said.append((candidate.entry.number, words))
    return kind


def _what_changes(candidate: Candidate, matching: Matching) -> tuple[str, str]:
    profile = candidate.profile
    if profile is None:
        return "new", _("new: %(name)s") % {"name": _name(candidate)}
    changes = [
        f"{name}: {_cell(before)} → {_cell(after)}"
        for name, before, after in _differences(candidate, profile, matching)
    ]
    about = f"{profile.person.display_name} ({', '.join(changes)})" if changes else profile.person.display_name
    if candidate.has_left and profile.person.is_active:
        return "left", _("leaves: %(who)s") % {"who": about}
    if returns(candidate, profile):
        return "returned", _("returns: %(who)s") % {"who": about}
    return ("changed", _("changes: %(who)s") % {"who": about}) if changes else (SAME, "")


def _name(candidate: Candidate) -> str:
    facts = candidate.entry.facts
    names = " ".join(name for name in (facts.get("first_name"), facts.get("last_name")) if name)
    return f"{names or candidate.username} ({candidate.username})"


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "-")


def returns(candidate: Candidate, profile: Profile) -> bool:
    """Whether somebody whom the HR file let go is back; whom an operator deactivated stays out."""
    left = profile.end_date is not None and profile.end_date < candidate.today
    return left and "end_date" in candidate.entry.facts and not candidate.has_left and not profile.person.is_active


def _differences(candidate: Candidate, profile: Profile, matching: Matching) -> Iterator[tuple[str, Any, Any]]:
    """Yield each fact that would change: its name, what stands there, and what the line says."""
    facts = candidate.entry.facts
    before_and_after = [
        ("username", profile.person.username, candidate.username),
        *((name, getattr(profile.person, name), facts[name]) for name in OF_ACCOUNT if facts.get(name)),
        *((name, getattr(profile, name), facts[name]) for name in OF_PROFILE if name in facts),
        (KEY, profile.employee_number, candidate.entry.key),
    ]
    if "unit" in facts and not candidate.has_left:
        unit = matching.units.at(candidate.unit)
        after = unit.name if unit else shown(candidate.unit)
        if profile.unit_id != (unit.pk if unit else None) or (candidate.unit and unit is None):
            before_and_after.append(("unit", profile.unit.name if profile.unit else "", after or None))
    if "manager" in facts:
        before_and_after.append(("manager", matching.number_of(profile.manager_id), facts["manager"] or None))
    yield from (
        (name, before, after) for name, before, after in before_and_after if (before or None) != (after or None)
    )
