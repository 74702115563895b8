from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class EmptyText(DomainError):
    code = "empty_text"
    message = _("Write something first: the text is empty.")


class TextTooLong(DomainError):
    code = "text_too_long"
    message = _("This text has %(length)s characters; at most %(limit)s are possible. Shorten it, or write a page.")


class LineTooLong(TextTooLong):
    """A name, or what is said in a sentence or two, is too long."""

    message = _("This text has %(length)s characters; at most %(limit)s are possible. Shorten it.")


class ForbiddenCharacter(DomainError):
    code = "forbidden_character"
    message = _("The text holds a character that cannot be stored. Remove it and send again.")


class ThreadClosed(DomainError):
    code = "thread_closed"
    message = _("This conversation was closed. Your text was not sent; you can start a new one in a space.")


class SpaceArchived(DomainError):
    code = "space_archived"
    message = _("This space is archived: it is there to be read. Its owners can open it again.")
    status = 403


class AlreadyRemoved(DomainError):
    code = "already_removed"
    message = _("This comment was removed.")


class AnchorUnknown(DomainError):
    code = "anchor_unknown"
    message = _("This page has no such part. It may have changed: read it again.")

    @property
    def fields(self) -> dict[str, list[str]]:
        return {"anchor": [str(self)]}


class VersionConflict(DomainError):
    code = "version_conflict"
    message = _("Somebody changed this in the meantime. Read it again, then repeat your change.")
    status = 409
