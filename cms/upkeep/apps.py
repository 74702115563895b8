from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "cms.upkeep"
    label = "upkeep"
    verbose_name = _("Upkeep")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms.upkeep import receivers  # noqa: F401 -- connects the receivers
        from cms.upkeep.models import PageCare
        from cms.upkeep.policies import CarePolicy

        register_permission_policy(PageCare, CarePolicy(PageCare))
