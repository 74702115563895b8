from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReactionsConfig(AppConfig):
    name = "social_ext.reactions"
    label = "reactions"
    verbose_name = _("Reactions")

    def ready(self):
        from social_ext.reactions import checks, receivers  # noqa: F401 -- registers the checks, connects the receivers
