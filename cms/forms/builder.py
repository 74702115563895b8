"""How the questions of a form page become a form."""

from django.conf import settings
from wagtail.contrib.forms.forms import FormBuilder


class AnswerFormBuilder(FormBuilder):
    """Wagtail's own, with a limit to long texts and a date that the browser helps to choose."""

    def create_multiline_field(self, field, options):
        options["max_length"] = settings.TEXT_MAX_LENGTH
        return super().create_multiline_field(field, options)

    def create_date_field(self, field, options):
        made = super().create_date_field(field, options)
        made.widget.input_type = "date"
        made.widget.format = "%Y-%m-%d"
        return made
