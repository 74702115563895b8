from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class PageNotLive(DomainError):
    code = "page_not_live"
    message = _("Only published pages can be shared. This one was unpublished; nothing was sent.")


class NoSpaceChosen(DomainError):
    code = "no_space_chosen"
    message = _("Choose at least one space.")


class SpaceUnknown(DomainError):
    code = "space_unknown"
    message = _("You cannot post in one of these spaces. Choose among those that are offered.")
