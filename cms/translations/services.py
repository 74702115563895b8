from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.core.policies import require
from cms.translations.exceptions import NotOfTheOriginal
from cms.translations.models import TranslationState


def _live(original: Page) -> dict[str, Any]:
    """Tell which version of the original a translation is made from: the one that readers have, else the last draft."""
    revision_id = original.live_revision_id or original.latest_revision_id
    return {"revision_id": revision_id, "up_to": original.last_published_at or timezone.now()}


@transaction.atomic
def note_translation(*, original: Page, page: Page) -> TranslationState | None:
    """Remember which version of the original a new translation was made from. An alias shows its source: it is none."""
    if page.alias_of_id or page.pk == original.pk or original.locale_id == page.locale_id:
        return None
    original = Page.objects.get(pk=original.pk)
    state, _made = TranslationState.objects.update_or_create(
        page_id=page.pk, defaults={"original_id": original.pk, **_live(original)}
    )
    return state


@transaction.atomic
def adopt_translation(*, page: Page) -> TranslationState | None:
    """Remember of a page that joined another language in another way, such as an import, what it is a translation of.

    The page that was there first is the original. What is known already stays.
    """
    known = TranslationState.objects.filter(page_id=page.pk) | TranslationState.objects.filter(original_id=page.pk)
    if page.alias_of_id or known.exists():
        return None
    others = Page.objects.filter(translation_key=page.translation_key, alias_of=None, pk__lt=page.pk)
    original = others.exclude(locale=page.locale_id).order_by("pk").first()
    return note_translation(original=original, page=page) if original else None


@transaction.atomic
def mark_up_to_date(*, actor: Any, state: TranslationState, revision: Revision) -> TranslationState:
    """Say that a translation holds what a version of its original says, the one that the actor had before their eyes.

    Of two people who mark, the later version holds: nobody takes back what another one has done.
    """
    require(actor, "change", state.page)
    state = TranslationState.objects.select_for_update(of=("self",)).select_related("original").get(pk=state.pk)
    published = state.original.changes.filter(revision=revision).first()
    if published is None:
        raise NotOfTheOriginal
    if state.revision_id is None or state.revision_id < revision.pk:
        state.revision, state.up_to, state.marked_by = revision, published.published_at, actor
        state.save(update_fields=["revision", "up_to", "marked_by"])
    return state
