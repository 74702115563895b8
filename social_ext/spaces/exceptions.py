from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class NameTaken(DomainError):
    code = "name_taken"
    message = _("A space has this address already. Choose another name.")

    @property
    def fields(self) -> dict[str, list[str]]:
        return {"slug": [str(self)]}


class AddressReserved(NameTaken):
    message = _("This address belongs to the product itself. Choose another one.")


class LastOwner(DomainError):
    code = "last_owner"
    message = _("You are the last owner of this space. Make somebody else an owner first.")


class UnknownKind(DomainError):
    code = "unknown_kind"
    message = _("There is no such kind. Choose one of those that are offered.")

    @property
    def fields(self) -> dict[str, list[str]]:
        return {"kind": [str(self)]}


class OwnSpace(DomainError):
    code = "own_space"
    message = _("This is somebody's own space: it has no other members.")


class NotInvitable(DomainError):
    code = "not_invitable"
    message = _("Nobody with this user name can be invited. Check the spelling.")
