from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cms.forms.models import Answer, FormPage


def answers_in_any_language(page: FormPage) -> QuerySet[Answer]:
    """Return the answers to a form, in whatever language it was read."""
    return Answer.objects.filter(page__translation_key=page.translation_key)


def own_answer_at(viewer: Any, page: FormPage) -> datetime | None:
    """Return when this person answered a form that each person answers once; nothing for other forms."""
    if not page.is_once_each:
        return None
    return answers_in_any_language(page).filter(person=viewer).values_list("submit_time", flat=True).first()
