from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.advice import Advice
from cms.upkeep.selectors.care import cares_of


def check_care(viewer: Any, page: Any) -> Iterator[Advice]:
    """Return what is missing of the care of a page before it is published: who answers for it, and until when it holds."""
    care = cares_of([page]).get(page.pk)
    if care is None or care.shown_owner is None:
        yield Advice("owner", _("Nobody owns this page. Name an owner, so that readers know whom to ask."))
    if care is not None and care.due_on is not None and care.due_on < timezone.localdate():
        yield Advice(
            "review_date", _("The review of this page is overdue, and readers are warned. Confirm or postpone it.")
        )
