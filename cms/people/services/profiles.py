from typing import IO, Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.users.models import UserProfile

from cms.people.models import Profile, User
from cms.people.photos import cut_photo
from cms.people.services.words import index_people

#: What people say of themselves; `hr_fields` of a profile takes some of it away.
OWN_FIELDS = (
    *("job", "location", "phone", "working_days", "languages", "skills", "projects", "ask_me_about", "language"),
)


def editable_fields(profile: Profile) -> list[str]:
    """Return what a person may change of their own profile: all but what the HR file says."""
    return [name for name in OWN_FIELDS if name not in profile.hr_fields]


@transaction.atomic
def edit_profile(*, actor: User, facts: dict[str, Any]) -> Profile:
    """Change what a person says of themselves; nobody else's profile, and nothing that the HR file says."""
    profile, _made = (
        Profile.objects.select_for_update(of=("self",)).select_related("person").get_or_create(person=actor)
    )
    if not set(facts) <= set(editable_fields(profile)):
        raise PermissionDenied
    for name, value in facts.items():
        setattr(profile, name, value)
    Profile.objects.filter(pk=profile.pk).update(**facts)
    if "language" in facts:  # Wagtail writes its messages about the workflow in the language that it knows
        UserProfile.objects.update_or_create(user=actor, defaults={"preferred_language": facts["language"]})
    index_people(ids=[actor.pk])
    return profile


@transaction.atomic
def set_photo(*, actor: User, upload: IO[bytes] | None, size: int = 0) -> None:
    """Give a person a face, or with None take it away. The file before goes when the new one is sure to stay."""
    person = User.objects.select_for_update().get(pk=actor.pk)
    before = person.photo.name
    storage = person.photo.storage
    if upload is None:
        person.photo = ""
    else:
        person.photo.save(f"{uuid4().hex}.jpg", cut_photo(upload, size), save=False)
    person.save(update_fields=["photo"])
    actor.photo = person.photo
    if before:
        transaction.on_commit(lambda: storage.delete(before))
