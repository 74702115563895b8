"""A real server on a database of its own, and a real browser in front of it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests.browser.company import PASSWORD

#: How far the site's Redis database stands from that of the process that tests it.
BESIDE = 8
ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    if CHROMIUM or os.environ.get("REQUIRE_EVERYTHING") == "1":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is absent: install it, or set CHROMIUM"))


class Site:
    """The running product. `run` does on its database what no page of it does."""

    def __init__(self, folder: Path, servers: dict[str, str]):
        self.environment = os.environ | {
            **servers,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DEBUG": "0",
            "PYTHONPATH": str(ROOT),
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def manage(self, *arguments: str) -> None:
        self._python("manage.py", *arguments)

    def run(self, *arguments: str) -> dict:
        return json.loads(self._python("-m", "tests.browser.company", *arguments).splitlines()[-1])

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def work(self) -> None:
        """Do the background work that waits."""
        self.manage("db_worker", "--batch", "--no-reload", "--no-startup-delay", "--verbosity", "0")


@pytest.fixture(scope="package")
def servers(tmp_path_factory):
    """A database and a cache of the site's own, on the servers that the other tests use too."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield {"DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('database') / 'db.sqlite3'}", "REDIS_URL": ""}
        return
    name = f"browser_{os.getpid()}"
    redis, _slash, number = settings.CACHES["default"].get("LOCATION", "").rpartition("/")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {
            "DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl(),
            "REDIS_URL": f"{redis}/{int(number) + BESIDE}" if redis else "",
        }
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="package")
def site(tmp_path_factory, servers):
    built = Site(tmp_path_factory.mktemp("site"), servers)
    built.manage("migrate", "--verbosity", "0")
    built.manage("collectstatic", "--no-input", "--verbosity", "0")
    built.pages = built.run("build")
    built.work()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", str(built.port)],
        cwd=ROOT,
        env=built.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"{built.url}/healthz", server)
        yield built
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str, server: subprocess.Popen) -> None:
    for _attempt in range(150):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 -- our own address
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="package")
def browser():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "Chromium is absent"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Seat:
    """One person in front of one window; remembers what the console complains about."""

    def __init__(self, site: Site, browser, **options):
        self.site = site
        self.context = browser.new_context(base_url=site.url, **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: message.type in {"error", "warning"} and self._note(message.text))
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, text: str) -> None:
        # The browser itself reports every refused address: that is what some tests ask for.
        if "the server responded with a status of 4" not in text:
            self.complaints.append(f"{self.page.url}: {text}")

    def sign_in(self, name: str) -> "Seat":
        self.page.goto("/accounts/login/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/en/**")
        return self

    def status(self, address: str) -> int:
        return self.page.goto(address).status


@pytest.fixture
def seat(site, browser):
    """Take a seat: `seat("reader", java_script_enabled=False)`."""
    taken: list[Seat] = []

    def take(name: str, **options) -> Seat:
        taken.append(Seat(site, browser, **options))
        return taken[-1].sign_in(name)

    yield take
    for one in taken:
        one.context.close()
