from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class NotAsked(DomainError):
    code = "not_asked"
    message = _("Nobody asks you to acknowledge this page.")


class ChangedMeanwhile(DomainError):
    code = "changed_meanwhile"
    message = _("The page changed while you read it. Go back, read what is new, and acknowledge that.")
    status = 409


class TranslationBehind(DomainError):
    code = "translation_behind"
    message = _("This translation is older than what changed. Read and acknowledge the original.")
    status = 409


class NobodyChosen(DomainError):
    code = "nobody_chosen"
    message = _("Choose at least one unit or group to ask.")


class CannotControl(DomainError):
    code = "cannot_control"
    message = _("%(name)s cannot see this page, or has left. Choose somebody else to see the names.")


class NotToAcknowledge(DomainError):
    code = "not_to_acknowledge"
    message = _("Only a published page can be acknowledged; of a page that mirrors another one, ask for the other one.")
