from django.db import migrations

from search.words import fold, folded

BATCH = 500


def write_words(apps, schema_editor):
    """The directory reads an index of words: write it for the people there are."""
    profiles = apps.get_model("people", "Profile").objects.select_related("person").order_by("pk")
    words = apps.get_model("people", "PersonWord")
    last = 0
    while batch := list(profiles.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        words.objects.bulk_create(
            (
                words(person_id=profile.person_id, kind=kind, word=word, shown=shown)
                for profile in batch
                for (kind, word), shown in words_of(profile).items()
            ),
            ignore_conflicts=True,
        )


def words_of(profile):
    person = profile.person
    found = {("name", word[:200]): "" for word in folded(f"{person.first_name} {person.last_name} {profile.job}").split()}
    for kind, phrases in (("place", [profile.location]), ("skill", profile.skills), ("language", profile.languages)):
        for phrase in phrases if isinstance(phrases, list) else ():
            word = " ".join(fold(part) for part in str(phrase).split())[:200]
            if word:
                found[(kind, word)] = str(phrase).strip()[:200]
    return found


class Migration(migrations.Migration):
    dependencies = [("people", "0004_profiles_in_full")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
