"""One translation of the demo company is behind its original by a material change; others are missing by themselves."""

from cms.changes.models import Change
from cms.translations.models import TranslationState


def leave_one_behind() -> TranslationState | None:
    """Let the first translation whose original once changed materially stand before that change; once."""
    states = TranslationState.objects.filter(page__live=True, original__changes__is_material=True, marked_by=None)
    state = states.order_by("original__path").first()
    if state is None:
        return None
    changes = Change.objects.filter(page=state.original_id)
    material = changes.filter(is_material=True).first()
    before = changes.filter(published_at__lt=material.published_at).first() if material else None
    if before is None:
        return None
    state.revision, state.up_to = before.revision, before.published_at
    state.save(update_fields=["revision", "up_to"])
    return state
