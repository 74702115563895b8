from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.core.models import Audience
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


def forget(*, kind: str, ids: list[int]) -> None:
    """Remove what was recorded of objects that exist no more."""
    Activity.objects.filter(object_kind=kind, object_id__in=ids).delete()
