from datetime import date

from django.db import transaction

from cms.people.exceptions import EarlierThanHistory
from cms.people.models import BusinessUnit, Profile, UnitMembership, User


@transaction.atomic
def assign_unit(*, person: User, unit: BusinessUnit | None, since: date) -> None:
    """Move a person to a unit from a day on, and keep the history of where they were before.

    It belongs to imports and administration: the caller has asked permission.
    """
    User.objects.select_for_update().get(pk=person.pk)
    current = UnitMembership.objects.filter(person=person, until__isnull=True).first()
    if current and current.unit == unit:
        return
    if current:
        if current.since >= since:
            raise EarlierThanHistory
        current.until = since
        current.save(update_fields=["until"])
    if unit:
        UnitMembership.objects.create(person=person, unit=unit, since=since)
    Profile.objects.filter(person=person).update(unit=unit)
