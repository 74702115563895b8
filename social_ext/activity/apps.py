from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "social_ext.activity"
    label = "activity"
    verbose_name = _("Activity")

    def ready(self):
        from social_ext.activity import receivers  # noqa: F401 -- connects the receivers
