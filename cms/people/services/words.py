"""Write the words under which the directory finds people."""

from collections.abc import Sequence

from django.db import transaction

from cms.people.models import PersonWord, Profile
from cms.people.phrases import rows_of
from cms.people.signals import people_changed

BATCH = 2000


@transaction.atomic
def index_people(*, ids: Sequence[int]) -> None:
    """Write the words of these people anew, and tell those who keep more of them. Doing it again changes nothing."""
    PersonWord.objects.filter(person__in=ids).delete()
    rows = [
        row for profile in Profile.objects.filter(person__in=ids).select_related("person") for row in rows_of(profile)
    ]
    PersonWord.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    people_changed.send(Profile, ids=list(ids))
