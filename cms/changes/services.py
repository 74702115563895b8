from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.changes.models import Change
from cms.pages.models import ContentPage


@transaction.atomic
def note_publication(*, page: Page, revision: Revision | None) -> Change | None:
    """Remember that a version went live, with what its editor said of it; once, however often it is published again.

    What is only scheduled, an alias, and a page without versions is no publication.
    """
    is_live = page.live and revision is not None and page.live_revision_id == revision.pk
    if revision is None or not is_live or page.alias_of_id or not isinstance(page, ContentPage):
        return None
    said: dict[str, Any] = {
        "page_id": page.pk,
        "number": page.revisions.filter(pk__lte=revision.pk).count(),
        "note": page.change_note,
        "is_material": page.change_is_material,
        "published_at": page.last_published_at or timezone.now(),
        "by_id": revision.user_id,
    }
    change, _made = Change.objects.get_or_create(revision=revision, defaults=said)
    # The words belong to this version: whoever writes the next one by a program begins without them, too.
    type(page)._default_manager.filter(pk=page.pk).update(change_note="", change_is_material=False)
    return change
