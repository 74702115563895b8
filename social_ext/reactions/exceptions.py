from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class UnknownReaction(DomainError):
    code = "unknown_reaction"
    message = _("There is no such reaction. Choose one of those that are offered.")
