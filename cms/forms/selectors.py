from datetime import datetime
from typing import Any

from cms.forms.models import Answer, FormPage


def own_answer_at(viewer: Any, page: FormPage) -> datetime | None:
    """Return when this person answered a form that each person answers once; nothing for other forms."""
    if not page.is_once_each:
        return None
    return Answer.objects.filter(page=page, person=viewer).values_list("submit_time", flat=True).first()
