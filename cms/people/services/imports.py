"""Bring people up to date with the HR file: one that is read again changes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people.hr.columns import KEY
from cms.people.hr.reading import HrFile
from cms.people.models import Profile, UnitMembership, User
from cms.people.services.import_changes import OF_ACCOUNT, OF_PROFILE, SAME, note_changes, returns
from cms.people.services.import_lines import Candidate, Matching, choose_lines
from cms.people.services.import_report import ImportReport
from cms.people.services.import_units import shown
from cms.people.services.words import index_people

BATCH = 500
ONE_DAY = timedelta(days=1)
WRITTEN = [*OF_PROFILE, KEY, "hr_fields", "unit", "manager"]


def import_people(
    *, file: HrFile, dry_run: bool = False, step: Callable[[int], None] = lambda count: None, today: date | None = None
) -> ImportReport:
    """Make, change, deactivate and take back the people of a file; return what was done, or with `dry_run` would be.

    It belongs to whoever runs the server. Lines are written by some hundreds at a time, so an import that was interrupted
    is begun again and goes on. `step` hears how many lines are done.
    """
    report = ImportReport(ignored=file.header.ignored)
    candidates, matching = choose_lines(file, report, today=today or timezone.localdate())
    report.units = _missing_units(candidates, matching)
    for batch in _batches(candidates):
        kinds = {candidate.entry.number: note_changes(candidate, matching, report) for candidate in batch}
        changed = {number: kind for number, kind in kinds.items() if kind != SAME}
        if not dry_run and changed:
            _write_batch([one for one in batch if one.entry.number in changed], changed, matching, report)
        step(len(batch))
    report.failed.sort()
    return report


def _missing_units(candidates: Sequence[Candidate], matching: Matching) -> list[str]:
    """Return the units that will be made."""
    paths = {candidate.unit for candidate in candidates if candidate.unit and not candidate.has_left}
    return sorted({shown(part) for path in paths for part in matching.units.missing(path)})


def _batches(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Cut the lines into batches, managers before the people of their teams where both are new."""
    ordered = _managers_first(candidates)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _managers_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    by_key = {candidate.entry.key: candidate for candidate in candidates}
    ordered: dict[str, Candidate] = {}
    for candidate in candidates:
        way = []
        above: Candidate | None = candidate
        while above is not None and above.entry.key not in ordered:
            way.append(above)
            above = by_key.get(above.entry.facts.get("manager") or "")
        ordered |= {one.entry.key: one for one in reversed(way)}
    return list(ordered.values())


def _write_batch(
    batch: Sequence[Candidate], kinds: Mapping[int, str], matching: Matching, report: ImportReport
) -> None:
    """Write some hundred lines in one transaction; what somebody else wrote meanwhile stays as it is.

    `kinds` says as what each line was counted: when they do not go in, that is taken back.
    """
    new = [candidate for candidate in batch if candidate.profile is None]
    try:
        with transaction.atomic():
            _write(batch, matching)
    except IntegrityError:
        matching.forget(new)
        report.withdraw(kinds, kinds.values())
        for candidate in batch:
            report.fail(candidate.entry.number, _("somebody changed people at the same time; run the import again"))


def _write(batch: Sequence[Candidate], matching: Matching) -> None:
    for path in sorted({one.unit for one in batch if one.unit and not one.has_left}):
        matching.units.make(path)
    _make_accounts([one for one in batch if one.profile is None], matching)
    profiles = [_fill(candidate, matching) for candidate in batch]
    people = [profile.person for profile in profiles]
    _save(User, people, ["username", *OF_ACCOUNT, "is_active"])
    _save(Profile, profiles, WRITTEN)
    _move(batch, profiles)
    # An address that was confirmed may be another person's mailbox by now.
    current = {(profile.person_id, profile.person.email.lower()) for profile in profiles}
    old = EmailAddress.objects.filter(user__in=people).values_list("pk", "user_id", "email")
    EmailAddress.objects.filter(pk__in=[pk for pk, user, email in old if (user, email.lower()) not in current]).delete()
    index_people(ids=[person.pk for person in people])


def _save(model: type[Model], rows: Sequence[Any], fields: Sequence[str]) -> None:
    """Write these fields of rows that are there: as rows that exist already, in a fraction of an update's time."""
    model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _make_accounts(new: Sequence[Candidate], matching: Matching) -> None:
    """Make accounts and profiles without a signal for each: what follows from them is done for all at once."""
    accounts = [User(username=candidate.username, password=make_password(None)) for candidate in new]
    people = User.objects.bulk_create(accounts, batch_size=BATCH)
    profiles = [Profile(person=person, employee_number=one.entry.key) for person, one in zip(people, new, strict=True)]
    for candidate, profile in zip(new, Profile.objects.bulk_create(profiles, batch_size=BATCH), strict=True):
        candidate.profile = profile
        matching.numbers[candidate.entry.key] = profile.person_id


def _fill(candidate: Candidate, matching: Matching) -> Profile:
    """Put what a line says into the profile and its account, without writing it."""
    profile = candidate.profile
    assert profile is not None  # noqa: S101 -- made just before
    facts, person = candidate.entry.facts, profile.person
    if returns(candidate, profile):
        person.is_active = True
    person.username = candidate.username
    for name in OF_ACCOUNT:
        setattr(person, name, facts.get(name) or getattr(person, name))
    for name in OF_PROFILE:
        setattr(profile, name, facts.get(name, getattr(profile, name)))
    profile.employee_number = candidate.entry.key
    profile.hr_fields = sorted(facts)
    if "manager" in facts:
        profile.manager_id = matching.numbers.get(facts["manager"])
    if candidate.has_left:
        person.is_active, profile.unit = False, None
    elif "unit" in facts:
        profile.unit = matching.units.at(candidate.unit)
    return profile


def _free_from(profiles: Sequence[Profile]) -> dict[int, date]:
    """Return for people who belonged somewhere before the first day on which they may belong somewhere else."""
    ended = UnitMembership.objects.filter(person__in=[profile.person_id for profile in profiles], until__isnull=False)
    return dict(ended.order_by().values_list("person").annotate(Max("until")))


def _move(batch: Sequence[Candidate], profiles: Sequence[Profile]) -> None:
    """Keep the history of who belonged where: a spell ends the day before the next begins."""
    current = UnitMembership.objects.select_for_update().filter(
        person__in=[profile.person_id for profile in profiles], until__isnull=True
    )
    spells = {spell.person_id: spell for spell in current}
    free_from = _free_from(profiles)
    ended, begun = [], []
    for candidate, profile in zip(batch, profiles, strict=True):
        spell = spells.get(profile.person_id)
        if (spell.unit_id if spell else None) == profile.unit_id:
            continue
        if spell and profile.unit_id and spell.since >= candidate.today:
            spell.unit_id = profile.unit_id  # of today: the file was corrected
            ended.append(spell)
            continue
        if spell:
            spell.until = max(spell.since + ONE_DAY, min(candidate.today, candidate.last_day + ONE_DAY))
            ended.append(spell)
        if profile.unit_id:
            since = candidate.today if spell else candidate.begins
            since = max(since, free_from.get(profile.person_id, since))
            begun.append(UnitMembership(person_id=profile.person_id, unit_id=profile.unit_id, since=since))
    UnitMembership.objects.bulk_update(ended, ["unit", "until"], batch_size=BATCH)
    UnitMembership.objects.bulk_create(begun, batch_size=BATCH)
