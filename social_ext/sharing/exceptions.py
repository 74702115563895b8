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


class AlreadyPlanned(DomainError):
    code = "already_planned"
    message = _("Somebody else has planned to share this page in %(space)s. It is shared there once.")


class PlanDecided(DomainError):
    code = "plan_decided"
    message = _("This share is no longer planned: it was sent, or could not be.")


class CopyNotShared(DomainError):
    code = "copy_not_shared"
    message = _("This page only mirrors another one. Plan the share on the original.")
