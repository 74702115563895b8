"""The forms of the demo company with their answers, as `fixtures/forms.yaml` has them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.forms.models import Answer, FormField, FormPage
from cms.forms.services import submit_answer
from cms.pages.demo.past import ago, date_version
from cms.pages.demo.tree import Tree
from cms.pages.services.import_places import home_in

Row = dict[str, Any]
DATES = {Answer: ["submit_time"]}


def load_forms(company: Path, say: Callable[[str], None]) -> None:
    """Ask the company something and let colleagues answer, once; the answers are deleted as late as their form says."""
    rows = yaml.safe_load((company / "forms.yaml").read_text(encoding="utf-8"))["forms"]
    written = [_write(row) for row in rows]
    if any(written):
        say(_("Forms: %(answers)d answers.") % {"answers": sum(written)})
    for page in FormPage.objects.filter(slug__in=[row["slug"] for row in rows]):
        for answer in Answer.objects.filter(page=page):
            answer.delete_on = timezone.localdate(answer.submit_time) + timedelta(days=page.keep_days)
            answer.save(update_fields=["delete_on"])


def _write(row: Row) -> int:
    """Write a form in each of its languages, and its answers; return how many these are."""
    if FormPage.objects.filter(slug=row["slug"]).exists():
        return 0
    key, pages = uuid4(), {}
    for language, words in row["pages"].items():
        pages[language] = _write_page(row, words, Tree(home_in(language)).page(row["section"]), key)
    for answer in row["answers"]:
        _answer(answer, pages[answer["language"]])
    return len(row["answers"])


def _write_page(row: Row, words: Row, parent: Page, key: Any) -> FormPage:
    person = get_user_model().objects.get(username=row["by"])
    page = FormPage(
        owner=person,
        slug=row["slug"],
        translation_key=key,
        locale=Locale.objects.get(pk=parent.locale_id),
        body=[{"type": "paragraph", "value": words["text"], "id": str(uuid4())}],
        keep_days=row["keep_days"],
        is_once_each=row["once_each"],
        **{name: words[name] for name in ("title", "summary", "thanks")},
    )
    page.form_fields = [_question(number, *said) for number, said in enumerate(words["questions"])]
    parent.add_child(instance=page)
    revision = page.save_revision(user=person)
    revision.publish(user=person, skip_permission_checks=True)
    date_version(page, revision, ago(row), person)
    Page.objects.filter(pk=page.pk).update(first_published_at=F("last_published_at"))
    return FormPage.objects.get(pk=page.pk)


def _question(number: int, kind: str, label: str, more: Any) -> FormField:
    choices = "\n".join(more) if isinstance(more, list) else ""
    return FormField(sort_order=number, field_type=kind, label=label, choices=choices, required=bool(choices))


def _answer(row: Row, page: FormPage) -> None:
    person = get_user_model().objects.get(username=row["by"])
    names = [field.clean_name for field in page.get_form_fields()]
    answer = submit_answer(actor=person, page=page, data=dict(zip(names, row["values"], strict=True)), once=uuid4())
    Answer.objects.filter(pk=answer.pk).update(submit_time=ago(row))
