from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    name = "cms.finding"
    label = "finding"
    verbose_name = _("Finding")

    def ready(self):
        from cms.finding import receivers  # noqa: F401 -- connects the receivers
