"""Other processes on the database of the tests: what is said of two at once is tried with two."""

import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)


def database_for_processes(folder):
    """Return the address of the migrated database of this test, in which other processes may work.

    A SQLite database in memory is copied to a file; on a server it is the database itself.
    """
    if connection.vendor == "sqlite":
        path = folder / "shared.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"
    values = connection.settings_dict
    place = f"{values['HOST']}:{values['PORT']}" if values["PORT"] else values["HOST"]
    return f"postgres://{values['USER']}:{values['PASSWORD']}@{place}/{values['NAME']}"


class Processes:
    def __init__(self, folder):
        self.folder = folder
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "TEST_DATABASE_URL": (address := database_for_processes(folder)),
            "DATABASE_URL": address,
            "SECRET_KEY": "only-for-tests",
            "VAR_DIR": str(folder / "var"),
            "TEST_LOG": str(folder / "log"),
        }
        self.started = []

    def start(self, *arguments):
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, *arguments, status=0):
        """Run one to its end; return what it printed."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == status, said
        return said

    @property
    def log(self):
        """What the processes wrote down."""
        path = self.folder / "log"
        return path.read_text().splitlines() if path.exists() else []

    def wait_for(self, line):
        deadline = time.monotonic() + 60
        while line not in self.log:
            assert time.monotonic() < deadline, self.log
            time.sleep(0.05)

    def stop(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
