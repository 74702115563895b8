"""A SQLite database as one file, by SQLite's own means: whole, and as of one moment, while others write."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.db import connection

from cms.core.backups.refusals import Refused

#: So many seconds the others have to let go of the database.
PATIENCE = 60


def dump(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


def load(path: Path) -> None:
    """Replace the whole database in one transaction; what others have open shows the new one from then on."""
    with closing(sqlite3.connect(path)) as saved:
        _require_sound(saved)
        connection.ensure_connection()
        saved.backup(connection.connection, progress=_until(time.monotonic() + PATIENCE))
    connection.close()


def _require_sound(saved: sqlite3.Connection) -> None:
    try:
        found = saved.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Refused("The database in this backup is no SQLite database. Nothing was changed.") from error
    if found != ("ok",):
        raise Refused("The database in this backup is damaged, as SQLite says. Nothing was changed.")


def _until(deadline: float):
    def still(status: int, remaining: int, total: int) -> None:
        if time.monotonic() > deadline:
            raise Refused("The database is in use. Stop web server, worker and tick, and try again.")

    return still
