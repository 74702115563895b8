from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone

from cms.people.models import BusinessUnit, PersonWord, User
from cms.people.phrases import begins, says
from search.words import fold, query_words

PAGE_SIZE = 50
#: How many words of a question count, and how many managers a reporting line shows.
MOST_WORDS = 5
LONGEST_LINE = 6
#: How many choices a filter of the directory offers, the frequent ones first.
MOST_CHOICES = 50


def directory(
    viewer: User, *, q: str = "", unit: str = "", skill: str = "", place: str = "", language: str = "", after: str = ""
) -> QuerySet[User]:
    """Return the active people by name, after the username `after`; colleagues are visible to every employee.

    `unit` is a slug and means all below it too. The other filters compare without case and accents.
    """
    people = (
        User.objects.filter(is_active=True).select_related("profile__unit").order_by("last_name", "first_name", "pk")
    )
    units = list(all_units()) if q or unit else []  # few, whatever the number of people
    for word in query_words(q)[:MOST_WORDS]:
        people = people.filter(begins(word) | Q(profile__unit__in=_units_named(word, units)))
    if unit:
        people = people.filter(profile__unit__in=_units_below(unit, units))
    kinds = PersonWord.Kind
    for kind, phrase in ((kinds.SKILL, skill), (kinds.PLACE, place), (kinds.LANGUAGE, language)):
        if phrase:
            people = people.filter(says(kind, phrase))
    if after and (last := User.objects.filter(username=after).first()):
        people = people.filter(_follows(last))
    return people


def _units_named(word: str, units: list[BusinessUnit]) -> list[int]:
    """Return the units with a word in their name that begins so."""
    start = fold(word)
    return [unit.pk for unit in units if any(fold(part).startswith(start) for part in query_words(unit.name))]


def _units_below(slug: str, units: list[BusinessUnit]) -> list[int]:
    """Return the ids of a unit and of all below it; none for a slug that no unit has."""
    paths = [unit.path for unit in units if unit.slug == slug]
    return [unit.pk for unit in units for path in paths if unit.path.startswith(path)]


def _follows(last: User) -> Q:
    after = (
        Q(last_name__gt=last.last_name)
        | Q(last_name=last.last_name, first_name__gt=last.first_name)
        | Q(last_name=last.last_name, first_name=last.first_name, pk__gt=last.pk)
    )
    return after & Q(last_name__gte=last.last_name)  # where the index begins


def choices() -> dict[str, list[str]]:
    """Return what active people say of their place, skills and languages: of each the frequent ones, by the alphabet."""
    words = PersonWord.objects.filter(person__is_active=True).exclude(kind=PersonWord.Kind.NAME)
    frequent = words.values_list("kind", "word").annotate(people=Count("pk"), spelled=Min("shown"))
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in PersonWord.Kind.values}
    for kind, word, _people, spelled in frequent.order_by("-people", "word"):
        if len(found[kind]) < MOST_CHOICES:
            found[kind].append((word, spelled))
    return {kind: [spelled for _word, spelled in sorted(rows)] for kind, rows in found.items()}


def all_units() -> QuerySet[BusinessUnit]:
    """Return the units in the order of their tree."""
    return BusinessUnit.objects.order_by("path")


def get_person(viewer: User, username: str) -> User:
    """Return an active colleague, or raise `User.DoesNotExist`."""
    return User.objects.select_related(*_line_of_managers()).get(username=username, is_active=True)


def _line_of_managers() -> list[str]:
    """Name what is loaded with a person: their unit, and the managers above them with theirs."""
    step, names = "profile", ["profile__unit"]
    for _level in range(LONGEST_LINE):
        step += "__manager__profile"
        names.append(f"{step}__unit")
    return names


def team(viewer: User, person: User) -> QuerySet[User]:
    """Return the active people whose manager this person is, by name."""
    people = User.objects.filter(is_active=True, profile__manager=person).select_related("profile__unit")
    return people.order_by("last_name", "first_name", "pk")


def reporting_line(viewer: User, person: User) -> list[User]:
    """Return the managers above a person of `get_person`, the nearest first, without a query.

    Who has left is passed over. A loop, which an import refuses, ends the line.
    """
    line: list[User] = []
    seen = {person.pk}
    above = person.profile.manager
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        if above.is_active:
            line.append(above)
        above = above.profile.manager if len(seen) <= LONGEST_LINE else None
    return line


def get_unit(viewer: User, slug: str) -> BusinessUnit:
    """Return a unit, or raise `BusinessUnit.DoesNotExist`."""
    return BusinessUnit.objects.get(slug=slug)


def people_who_arrived(viewer: User, *, since: date) -> QuerySet[User]:
    """Return the active people whose first day was on that day or later and has come, the newest first."""
    arrived = Q(profile__start_date__gte=since, profile__start_date__lte=timezone.localdate())
    people = User.objects.filter(arrived, is_active=True).select_related("profile__unit")
    return people.order_by("-profile__start_date", "last_name", "pk")


def unit_on(person: User, day: date) -> BusinessUnit | None:
    """Return the unit a person belonged to on a day."""
    membership = person.unit_memberships.on(day).select_related("unit").first()
    return membership.unit if membership else None


def display_name_of(person: str) -> Coalesce:
    """Return the name of a person as an expression, by the path that leads to them: `User.display_name` in the database."""
    full = Trim(Concat(F(f"{person}__first_name"), Value(" "), F(f"{person}__last_name")))
    return Coalesce(NullIf(full, Value("")), F(f"{person}__username"))
