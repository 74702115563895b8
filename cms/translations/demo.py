"""One translation of the demo company is behind its original by a material change; all others follow theirs."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cms.changes.models import Change
from cms.translations.models import TranslationState

DATES = {TranslationState: ["up_to"]}


def leave_one_behind() -> TranslationState | None:
    """Let the first translation whose original once changed materially stand before that change; once."""
    states = TranslationState.objects.filter(page__live=True, original__changes__is_material=True, marked_by=None)
    state = states.order_by("original__path").first()
    if state is None:
        return None
    changes = Change.objects.filter(page=state.original_id)
    material = changes.filter(is_material=True).first()
    before = changes.filter(published_at__lt=material.published_at).first() if material else None
    if before is None or state.revision_id == before.revision_id:
        return None
    followed = TranslationState.objects.filter(original=OuterRef("original")).values("original__live_revision")
    TranslationState.objects.update(revision=Subquery(followed[:1]), up_to=timezone.now())
    state.revision, state.up_to = before.revision, before.published_at
    state.save(update_fields=["revision", "up_to"])
    return state
