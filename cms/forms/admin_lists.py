"""The list of answers in the admin, and what editors download of it."""

from typing import Any

from django.http import Http404
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.contrib.forms.views import SubmissionsListView

from cms.core.spreadsheets import plain_cell


class AnswersListView(SubmissionsListView):
    """Wagtail's own; a form that one may not edit answers like none, and no cell is a formula."""

    def dispatch(self, request, *args, **kwargs):
        if not get_forms_for_user(request.user).filter(pk=kwargs["form_page"].pk).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person")

    def to_row_dict(self, item) -> dict[str, Any]:
        return {name: plain_cell(value) for name, value in super().to_row_dict(item).items()}
