from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "cms.forms"
    label = "forms"
    verbose_name = _("Forms")

    def ready(self):
        from cms.forms.admin_lists import AnswersListView
        from cms.forms.models import FormPage

        # Wagtail asks the page for its list of answers; the model may not know what stands above it.
        FormPage.submissions_list_view_class = AnswersListView
