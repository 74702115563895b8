from datetime import date

from django.db.models import Q, QuerySet

from cms.people.models import BusinessUnit, User
from cms.people.skills import HasSkill

PAGE_SIZE = 50


def directory(viewer: User, *, q: str = "", unit: str = "", skill: str = "", after: str = "") -> QuerySet[User]:
    """Return the active people by name, after the username `after`; colleagues are visible to every employee."""
    people = (
        User.objects.filter(is_active=True).select_related("profile__unit").order_by("last_name", "first_name", "pk")
    )
    for word in q.split()[:5]:
        people = people.filter(_matches(word))
    if unit:
        people = people.filter(profile__unit__slug=unit)
    if skill:
        people = people.filter(HasSkill("profile", skill))
    if after and (last := User.objects.filter(username=after).first()):
        people = people.filter(_follows(last))
    return people


def _matches(word: str) -> Q:
    return (
        Q(first_name__icontains=word)
        | Q(last_name__icontains=word)
        | Q(profile__job__icontains=word)
        | Q(profile__unit__name__icontains=word)
    )


def _follows(last: User) -> Q:
    after = (
        Q(last_name__gt=last.last_name)
        | Q(last_name=last.last_name, first_name__gt=last.first_name)
        | Q(last_name=last.last_name, first_name=last.first_name, pk__gt=last.pk)
    )
    return after & Q(last_name__gte=last.last_name)  # where the index begins


def get_person(viewer: User, username: str) -> User:
    """Return an active colleague, or raise `User.DoesNotExist`."""
    return User.objects.select_related("profile__unit").get(username=username, is_active=True)


def unit_on(person: User, day: date) -> BusinessUnit | None:
    """Return the unit a person belonged to on a day."""
    membership = person.unit_memberships.on(day).select_related("unit").first()
    return membership.unit if membership else None
