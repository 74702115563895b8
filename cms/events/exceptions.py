from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class EventFull(DomainError):
    code = "event_full"
    message = _("Every place of this event is taken. Ask its contact whether one becomes free.")
    status = 409


class EventOver(DomainError):
    code = "event_over"
    message = _("This event is over.")
