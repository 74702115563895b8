from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    name = "cms.changes"
    label = "changes"
    verbose_name = _("Changes")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms.changes import receivers  # noqa: F401 -- connects the receivers
        from cms.changes.models import AcknowledgementRequest
        from cms.changes.policies import AcknowledgementRequestPolicy

        register_permission_policy(AcknowledgementRequest, AcknowledgementRequestPolicy(AcknowledgementRequest))
