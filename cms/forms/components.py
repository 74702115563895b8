"""What a page shows of its form. Everything is loaded before; drawing asks nothing."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from laces.components import Component

from cms.forms.models import FormPage


class Questionnaire(Component):
    """The questions of a form page; the thanks, when they have been answered."""

    template_name = "forms/_questionnaire.html"

    def __init__(self, page: FormPage, form: Any, *, is_sent: bool = False, answered_at: datetime | None = None):
        self.page, self.form, self.is_sent, self.answered_at = page, form, is_sent, answered_at

    def get_context_data(self, parent_context=None):
        return {
            "page": self.page,
            "form": self.form,
            "is_sent": self.is_sent,
            "answered_at": self.answered_at,
            "once": uuid4(),
            "action": reverse("form_answer", args=[self.page.pk]) if self.page.pk else "",
            "csrf_token": str((parent_context or {}).get("csrf_token", "")),
        }
