#!/usr/bin/env python
"""Run Django's commands on this project."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError, connection


def main() -> None:
    """Run a command. A database that cannot be reached is told in one sentence, which names the variable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError:
        if reason := why_unreachable():
            sys.exit(f"DATABASE_URL: the database cannot be reached: {reason}")
        raise


def why_unreachable() -> str:
    """Return what the database says to a new connection; nothing when it answers."""
    try:
        connection.close()
        connection.ensure_connection()
    except OperationalError as error:
        return str(error).strip().partition("\n")[0]
    return ""


if __name__ == "__main__":
    main()
