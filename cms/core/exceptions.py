"""Broken rules, told to people in words they can act on."""

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule of the product was broken; `code` is stable, `message` is for people."""

    code = "domain_error"
    message = _("This is not possible.")
    status = 422

    def __init__(self, message=None, **params):
        if message is not None:
            self.message = message
        self.params = params
        super().__init__(self.code)

    @property
    def fragment_status(self) -> int:
        """The status of a fragment that says the rule: scripts put a 422 in its place, where a 403 would be no part of a page."""
        return 422 if self.status == 403 else self.status

    def __str__(self):
        return str(self.message) % self.params if self.params else str(self.message)


class TooManyWrites(DomainError):
    """A person sent more than is allowed in a minute; `wait` is how long they pause, in seconds."""

    code = "too_many_requests"
    message = _("You sent a great deal in a short while. Wait %(wait)s seconds, then send it again.")
    status = 429

    @property
    def wait(self) -> int:
        return int(self.params["wait"])


class StorageFull(DomainError):
    """There is no room for a file or a row; the caller's transaction is rolled back."""

    code = "storage_full"
    message = _("There is no room left to keep this. Tell those who run the site, and try again later.")
    status = 507


class Busy(DomainError):
    """The database waited too long for others; the caller's transaction is rolled back."""

    code = "busy"
    message = _("Too much is happening here at this moment. Try again.")
    status = 503


class StillNeeded(DomainError):
    """Something cannot be deleted: others would lose what belongs to it. `what` names the kinds."""

    code = "still_needed"
    message = _(
        "This cannot be deleted, as others would lose what belongs to it: %(what)s. An account is made inactive instead."
    )
    status = 409


class Unreadable(DomainError):
    """An address or a form holds values that no page of ours sends, or names what was deleted meanwhile."""

    code = "unreadable"
    message = _(
        "This address, or what was sent to it, names something that is gone or cannot be read. Go back, and try again from "
        "there."
    )
    status = 400
