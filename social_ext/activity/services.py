from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.core.models import Audience
from cms.pages.models import HomePage
from cms.pages.selectors import audience_in_force
from social_ext.activity.models import Activity, Verb
from social_ext.activity.signals import activity_recorded


@transaction.atomic
def record(
    *,
    actor: Any,
    verb: Verb,
    kind: str,
    obj: Any,
    audience: Audience,
    page_key: UUID | None = None,
    space_id: int | None = None,
    thread_id: int | None = None,
    at: datetime | None = None,
) -> Activity:
    """Write down that something happened: the only way an activity comes to be."""
    activity = Activity.objects.create(
        actor=actor,
        verb=verb,
        object_kind=kind,
        object_id=obj.pk,
        page_key=page_key,
        space_id=space_id,
        thread_id=thread_id,
        audience=audience,
        published_at=at or timezone.now(),
    )
    activity_recorded.send(sender=Activity, activity=activity)
    return activity


def record_publication(*, page: Page, revision: Revision | None) -> Activity | None:
    """Record that a page was published, once a publication, in the name of who wrote its version.

    The signal also comes for what is only scheduled and for aliases: these are no news.
    """
    is_in_force = revision is None or page.live_revision_id == revision.pk
    if not page.live or page.alias_of_id or not is_in_force or page.depth <= HomePage.DEPTH:
        return None
    actor = (revision and revision.user) or page.owner
    at = page.last_published_at
    if actor is None or Activity.objects.filter(object_kind="page", object_id=page.pk, published_at=at).exists():
        return None
    verb = Verb.CREATE if page.first_published_at == at else Verb.UPDATE
    audience = audience_in_force(page.translation_key)
    return record(
        actor=actor, verb=verb, kind="page", obj=page, audience=audience, page_key=page.translation_key, at=at
    )


def forget(*, kind: str, ids: list[int]) -> None:
    """Remove what was recorded of objects that exist no more."""
    Activity.objects.filter(object_kind=kind, object_id__in=ids).delete()
