from datetime import date, timedelta

from django.db import transaction

from cms.people.models import Profile, UnitMembership, User
from cms.people.services.words import index_people

BATCH = 500


@transaction.atomic
def let_leavers_go(*, today: date) -> int:
    """Deactivate the people whose last day is past; return how many. Nobody is deleted, and doing it again does nothing."""
    left = Profile.objects.select_for_update().filter(end_date__lt=today, person__is_active=True)
    profiles = list(left.order_by("pk")[:BATCH])
    ids = [profile.person_id for profile in profiles]
    last_days = {profile.person_id: profile.end_date for profile in profiles}
    User.objects.filter(pk__in=ids).update(is_active=False)
    Profile.objects.filter(person__in=ids).update(unit=None)
    for spell in UnitMembership.objects.filter(person__in=ids, until=None):
        spell.until = max(spell.since, last_days[spell.person_id]) + timedelta(days=1)
        spell.save(update_fields=["until"])
    index_people(ids=ids)
    return len(ids)
