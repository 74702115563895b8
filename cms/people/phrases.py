"""The words under which the directory finds people: written beside the profiles, so that filters read an index."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, get_language_info

from cms.people.models import PersonWord, Profile
from search.words import fold, folded

WORD_LENGTH = 200
#: Languages that write the names of languages small.
SMALL = {"fr"}


def plain(phrase: str) -> str:
    """Return a phrase without case and accents, with its signs: C and C++ are two skills."""
    return " ".join(fold(part) for part in phrase.split())


def words_of(profile: Profile) -> Iterator[tuple[str, str, str]]:
    """Return the kinds and words of a profile whose person was loaded with it, and how people write them."""
    kinds = PersonWord.Kind
    person = profile.person
    for word in folded(f"{person.first_name} {person.last_name} {profile.job}").split():
        yield kinds.NAME, word, ""
    said = [(kinds.PLACE, [profile.location]), (kinds.SKILL, profile.skills), (kinds.LANGUAGE, profile.languages)]
    for kind, phrases in said:
        for phrase in phrases if isinstance(phrases, list) else ():
            yield kind, plain(str(phrase)), str(phrase).strip()


def rows_of(profile: Profile) -> list[PersonWord]:
    """Return the rows that the index should hold for a profile."""
    found = {(kind, word[:WORD_LENGTH]): shown[:WORD_LENGTH] for kind, word, shown in words_of(profile) if word}
    return [
        PersonWord(person_id=profile.person_id, kind=kind, word=word, shown=shown)
        for (kind, word), shown in sorted(found.items())
    ]


def says(kind: str, phrase: str) -> Exists:
    """Tell of a person whether their profile says this, in whatever case."""
    return Exists(PersonWord.objects.filter(person=OuterRef("pk"), kind=kind, word=plain(phrase)[:WORD_LENGTH]))


def begins(word: str) -> Q:
    """Tell of a person whether their name or job has a word that begins so."""
    start = folded(word)[:WORD_LENGTH]
    return Q(
        Exists(PersonWord.objects.filter(person=OuterRef("pk"), kind=PersonWord.Kind.NAME, word__startswith=start))
    )


def languages_of(profile: Profile) -> list[str]:
    """Return the languages that a person speaks, in the reader's words."""
    return [name_of_language(str(one)) for one in profile.languages] if isinstance(profile.languages, list) else []


def name_of_language(phrase: str) -> str:
    """Return a language in the reader's words where a profile gives its code, else as it is written there."""
    try:
        name = get_language_info(phrase.strip().lower())["name_translated"]
    except KeyError:
        return phrase
    return name.lower() if get_language() in SMALL else name
