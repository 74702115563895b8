"""Failures that people can be told about: a disk that is full, a database that is busy for too long, rows that others need."""

import errno

from django.db import OperationalError
from django.db.models import ProtectedError, RestrictedError

from cms.core.exceptions import Busy, DomainError, StillNeeded, StorageFull

#: No space, over the quota, larger than a file may be.
OUT_OF_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: PostgreSQL's word for a full disk.
DISK_FULL = "53100"
#: Its words for a deadlock, a lock and a statement that took too long, and a transaction that must begin again.
TOO_LONG = {"40P01", "55P03", "57014", "40001"}


def is_out_of_room(error: BaseException) -> bool:
    """Tell whether something failed because there is no room for it, in the file system or in the database."""
    if isinstance(error, OperationalError):
        return _state(error) == DISK_FULL or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in OUT_OF_ROOM


def is_busy(error: BaseException) -> bool:
    """Tell whether the database gave up waiting. The transaction is rolled back, and the same may succeed later."""
    return isinstance(error, OperationalError) and (_state(error) in TOO_LONG or "database is locked" in str(error))


def as_rule(error: BaseException) -> DomainError | None:
    """Return what people are told of such a failure; None for every other one."""
    if is_out_of_room(error):
        return StorageFull()
    if isinstance(error, ProtectedError | RestrictedError):
        return StillNeeded(what=_kinds_of(error))
    return Busy() if is_busy(error) else None


def _kinds_of(error: ProtectedError | RestrictedError) -> str:
    needed = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    return ", ".join(sorted({str(one._meta.verbose_name_plural) for one in needed}))


def _state(error: OperationalError) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""
