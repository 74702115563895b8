from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "social_ext.sharing"
    label = "sharing"
    verbose_name = _("Sharing")

    def ready(self):
        from social_ext.sharing import receivers  # noqa: F401 -- connects the receivers
