from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class NameTaken(DomainError):
    code = "name_taken"
    message = _("A space has this address already. Choose another name.")


class LastOwner(DomainError):
    code = "last_owner"
    message = _("You are the last owner of this space. Make somebody else an owner first, then leave.")


class NotInvitable(DomainError):
    code = "not_invitable"
    message = _("Nobody with this user name can be invited. Check the spelling.")


class SpaceArchived(DomainError):
    code = "space_archived"
    message = _("This space is archived: one can read it, and write elsewhere.")
