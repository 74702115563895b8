"""Tell a disk that is full from everything else that fails."""

import errno

from django.db import OperationalError

#: No space, over the quota, larger than a file may be.
OUT_OF_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
#: PostgreSQL's word for a full disk.
DISK_FULL = "53100"


def is_out_of_room(error: BaseException) -> bool:
    """Tell whether something failed because there is no room for it, in the file system or in the database."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", None) == DISK_FULL or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in OUT_OF_ROOM
