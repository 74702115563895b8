from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class NotOfTheOriginal(DomainError):
    code = "not_of_the_original"
    message = _(
        "This version does not belong to the original of the translation. Open the two pages side by side again."
    )


class OriginalGone(DomainError):
    code = "original_gone"
    message = _("The page that you wanted to translate is gone. Nothing was made.")
    status = 404


class ParentNotTranslated(DomainError):
    code = "parent_not_translated"
    message = _("The page above this one has no version in that language yet. Translate that page first.")
    status = 409


class AliasNotTranslated(DomainError):
    code = "alias_not_translated"
    message = _("This page only shows another one. Translate the page that it shows.")
