"""The whole product on a laptop: data, web server, background worker and tick, until Ctrl-C."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from cms.core.demo import ACCOUNTS, load_demo
from cms.core.services.ticks import run_due_jobs

MANAGE = Path(settings.BASE_DIR) / "manage.py"
READY_WITHIN = 60  # seconds
TICK_EVERY = 60  # seconds


class Command(BaseCommand):
    help = "Load the demo company when it is not there yet, and serve it."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="start over with fresh data")
        parser.add_argument("--load-only", action="store_true", help="load the data and stop")

    def handle(self, *, port, reset, load_only, **options):
        if not settings.DEBUG:
            raise CommandError("The demo has published passwords, so it runs with DEBUG=1 only.")
        if not load_only:
            refuse_used_port(port)
        if reset:
            forget_data()
        call_command("migrate", verbosity=0)
        load_demo(self.say)
        if not load_only:
            self.serve(port)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def serve(self, port):
        os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
        connection.close()
        stop_on_signals()
        children = [
            start("runserver", f"127.0.0.1:{port}", "--noreload", "--skip-checks"),
            start("db_worker", "--no-reload", "--interval", "0.5"),
        ]
        try:
            wait_until_ready(port, children)
            self.welcome(port)
            self.tick_until_stopped(children)
        except KeyboardInterrupt:
            self.say("\nStopping.")
        finally:
            stop(children)

    def welcome(self, port):
        self.say(f"\nPalabre is ready: http://localhost:{port}/\nEditors work at http://localhost:{port}/admin/\n")
        self.say("Accounts (the password is the user name followed by -demo):")
        for username, who in ACCOUNTS.items():
            self.say(f"  {username:<16} {who}")
        self.say("\nCtrl-C stops everything.")

    def tick_until_stopped(self, children):
        due = time.monotonic()
        while all(child.poll() is None for child in children):
            if time.monotonic() >= due:
                run_due_jobs(at=timezone.now())
                connection.close()
                due += TICK_EVERY
            time.sleep(0.5)
        raise CommandError("A part of the demo stopped by itself; what it said stands above.")


def stop_on_signals() -> None:
    """Stop everything when asked to, and when the terminal is closed; not under nohup, which ignores that."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, signal.default_int_handler)


def refuse_used_port(port: int) -> None:
    """Say in one sentence that a port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is in use. Choose another one: make demo PORT={port + 1}") from error
        except OverflowError as error:
            raise CommandError(f"{port} is no port. Choose one from 1024 to 65535.") from error


def forget_data() -> None:
    """Remove the demo's database and files."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        raise CommandError("Starting over removes the database, and this one is no SQLite file: empty it by hand.")
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def start(*arguments: str) -> subprocess.Popen:
    """Start a management command beside this one, in a group of its own so that Ctrl-C reaches it through us."""
    return subprocess.Popen([sys.executable, str(MANAGE), *arguments], start_new_session=True)  # noqa: S603 -- our own


def wait_until_ready(port: int, children: list[subprocess.Popen]) -> None:
    """Wait until the web server answers."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if any(child.poll() is not None for child in children):
            raise CommandError("The demo could not start; the reason stands above.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The web server did not answer within {READY_WITHIN} seconds.")


def stop(children: list[subprocess.Popen]) -> None:
    """End the other processes, and wait for them."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
