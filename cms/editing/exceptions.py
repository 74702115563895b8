from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class NoTarget(DomainError):
    code = "no_target"
    message = _(
        "Readers cannot be led there: choose a published page that is neither this one nor below it. Nothing was changed."
    )


class AddressTooLong(DomainError):
    code = "address_too_long"
    message = _(
        "The address of this page is too long to lead elsewhere. Unpublish it without a target. Nothing was changed."
    )


class NoReason(DomainError):
    code = "no_reason"
    message = _("Say in a sentence why nobody else should change this page, in %(limit)s characters at most.")


class LockedAlready(DomainError):
    code = "locked_already"
    message = _("The page is locked already. Whoever locked it, or an editor who may, unlocks it first.")
    status = 409
