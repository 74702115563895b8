from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class NoTokenName(DomainError):
    code = "no_name"
    message = _("Give the token a name, so that you know it again.")


class TooManyTokens(DomainError):
    code = "too_many_tokens"
    message = _("You have %(most)d tokens, which is the most. Revoke one that you do not use.")
    status = 409


class EarlierThanHistory(DomainError):
    code = "earlier_than_history"
    message = _("This person's present unit began later than that day. Choose a later day.")


class NoPhoto(DomainError):
    code = "no_photo"
    message = _("This file is no picture that can be shown. Choose a JPEG, PNG or WebP file.")


class PhotoTooLarge(DomainError):
    code = "photo_too_large"
    message = _("This picture is too large. Choose one of at most 10 MB and 50 million pixels.")
    status = 413
