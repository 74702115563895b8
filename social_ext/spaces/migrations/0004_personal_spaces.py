from django.db import migrations
from django.utils.crypto import get_random_string
from django.utils.text import slugify

BATCH = 500
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def make_personal_spaces(apps, schema_editor):
    """Give everybody who is here a space of their own; who comes later gets it when they first sign in."""
    User = apps.get_model("people", "User")
    without = User.objects.filter(is_active=True, personal_space=None).order_by("pk")
    while people := list(without[:BATCH]):
        make_for(apps, people)


def make_for(apps, people):
    Audience = apps.get_model("core", "Audience")
    Space = apps.get_model("spaces", "Space")
    Membership = apps.get_model("spaces", "Membership")
    slugs = [f"{slugify(person.username)[:85] or 'space'}-{get_random_string(12, LETTERS)}" for person in people]
    audiences = Audience.objects.bulk_create(Audience(kind="space", key=f"space:new:{slug}") for slug in slugs)
    spaces = Space.objects.bulk_create(
        Space(
            slug=slug,
            name=(f"{person.first_name} {person.last_name}".strip() or person.username)[:120],
            kind="personal",
            visibility="secret",
            person=person,
            members_audience=members,
            audience=members,
            listing_audience=members,
        )
        for person, slug, members in zip(people, slugs, audiences, strict=True)
    )
    for space, members in zip(spaces, audiences, strict=True):
        members.key = f"space:{space.pk}"
    Audience.objects.bulk_update(audiences, ["key"])
    Membership.objects.bulk_create(Membership(person=space.person, space=space, role="owner") for space in spaces)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_people_by_name"),
        ("spaces", "0003_reason"),
    ]

    operations = [
        migrations.RunPython(make_personal_spaces, migrations.RunPython.noop),
    ]
