from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class EarlierThanHistory(DomainError):
    code = "earlier_than_history"
    message = _("This person's present unit began later than that day. Choose a later day.")
