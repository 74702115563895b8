"""The database as one file, whichever engine it has."""

import sqlite3
from pathlib import Path
from types import ModuleType

from django.contrib.auth import get_user_model
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cms.core.backups import postgresql, sqlite
from cms.core.backups.refusals import Refused

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def engine() -> str:
    """Return the name of the engine, which a backup and the database that it goes to must share."""
    if connection.vendor not in ENGINES:
        raise Refused(f"There is no backup of a database of this kind ({connection.vendor}).")
    return connection.vendor


def dump(path: Path) -> None:
    """Write the database as of one moment to a file, while others read and write."""
    try:
        ENGINES[engine()].dump(path)
    except sqlite3.Error as error:
        raise Refused(f"SQLite could not be copied: {error}.") from error


def load(path: Path) -> None:
    """Replace the database by the one of a file, wholly or not at all."""
    try:
        ENGINES[engine()].load(path)
    except sqlite3.Error as error:
        raise Refused(f"SQLite could not be replaced: {error}. The database is as it was.") from error


def is_empty() -> bool:
    """Tell whether nobody has an account here: no tables at all, or freshly migrated."""
    try:
        tables = connection.introspection.table_names()
        people = get_user_model()
        if people._meta.db_table not in tables:
            return not tables
        return not people._default_manager.exists()
    except Error as error:
        raise Refused(f"The database does not answer: {str(error).strip()}.") from error


def applied_migrations() -> list[str]:
    """Return the names of the migrations that made the database what it is."""
    applied = MigrationRecorder(connection).applied_migrations()
    if not applied:
        raise Refused("The database has no tables yet, so there is nothing to save. Run manage.py migrate first.")
    return sorted(f"{app}.{name}" for app, name in applied)


def unknown_migrations(names: list[str]) -> list[str]:
    """Return those that this version of the product does not have."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    return [name for name in names if name not in known]
