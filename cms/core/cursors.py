"""Page by key: a cursor names the last row that was seen, so that new rows and removed ones shift nothing."""

from datetime import UTC, datetime

from django.core import signing
from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError

SALT = "cursor"

#: The time and the number of the last row that was seen.
Position = tuple[datetime, int]


class InvalidCursor(DomainError):
    code = "invalid_cursor"
    message = _("This address of a further page is not complete. Begin again with the newest.")


def write_cursor(at: datetime, pk: int) -> str:
    """Return the opaque text that names a position."""
    return signing.dumps([at.astimezone(UTC).isoformat(), pk], salt=SALT)


def read_cursor(text: str | None) -> Position | None:
    """Return the position that a cursor names; None without one. Raise `InvalidCursor` for what is not one of ours."""
    if not text:
        return None
    try:
        at, pk = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise InvalidCursor from error
    return datetime.fromisoformat(at), pk
