from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.core.policies import require
from cms.forms.exceptions import AlreadyAnswered, NoQuestions
from cms.forms.models import Answer, FormPage
from cms.forms.selectors import answers_in_any_language


@transaction.atomic
def submit_answer(*, actor: Any, page: FormPage, data: dict[str, Any], once: UUID) -> Answer:
    """Keep what a person answered, until the day that the page said. Sending the same sheet twice is one answer.

    `data` are the cleaned values by the names of the questions. A form in two languages is one form: its pages are held while
    answers are looked for. Raises `AlreadyAnswered` or `NoQuestions`.
    """
    require(actor, "view", page)
    versions = Page.objects.select_for_update().filter(translation_key=page.translation_key).order_by("pk")
    list(versions.values_list("pk", flat=True))
    if not data:
        raise NoQuestions
    page = FormPage.objects.get(pk=page.pk)
    answers = answers_in_any_language(page)
    sent = answers.filter(once=once).first()
    if sent is not None:
        return sent
    if page.is_once_each and answers.filter(person=actor).exists():
        raise AlreadyAnswered
    return Answer.objects.create(
        page=page,
        person=None if page.is_anonymous else actor,
        form_data=data,
        once=once,
        delete_on=timezone.localdate() + timedelta(days=page.keep_days),
    )


@transaction.atomic
def forget_answers(*, at: date) -> int:
    """Delete the answers whose day has come; return how many."""
    return Answer.objects.filter(delete_on__lte=at).delete()[0]
