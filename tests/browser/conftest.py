"""A real server on a database of its own, and a real browser in front of it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests.browser.company import PASSWORD

#: The Redis databases of the two sites, behind those of the processes that test.
REDIS_DATABASES = {"site": 15, "orvane": 14}
ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    is_absent = not CHROMIUM and os.environ.get("REQUIRE_EVERYTHING") != "1"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))  # one process: a site is built once
            if is_absent:
                item.add_marker(pytest.mark.skip(reason="Chromium is absent: install it, or set CHROMIUM"))


class Site:
    """The running product. `run` does on its database what no page of it does."""

    def __init__(self, folder: Path, servers: dict[str, str], *, debug: bool = False):
        self.environment = os.environ | {
            **servers,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DEBUG": str(int(debug)),
            "PYTHONPATH": str(ROOT),
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def manage(self, *arguments: str) -> None:
        self._python("manage.py", *arguments)

    def run(self, program: str, *arguments: str) -> dict:
        return json.loads(self._python("-m", f"tests.browser.{program}", *arguments).splitlines()[-1])

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def work(self) -> None:
        """Do the background work that waits."""
        self.manage("db_worker", "--batch", "--no-reload", "--no-startup-delay", "--verbosity", "0")


@contextmanager
def new_servers(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """A database and a cache of a site's own, on the servers that the other tests use too."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "REDIS_URL": ""}
        return
    database = f"browser_{name}_{os.getpid()}"
    redis = settings.CACHES["default"].get("LOCATION", "").rpartition("/")[0]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}")
        yield {
            "DATABASE_URL": urlsplit(server)._replace(path=f"/{database}").geturl(),
            "REDIS_URL": f"{redis}/{REDIS_DATABASES[name]}" if redis else "",
        }
        connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


@contextmanager
def served(built: Site) -> Iterator[Site]:
    """Let a site answer while the block runs."""
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


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """A small company of four, as the tests made it."""
    folder = tmp_path_factory.mktemp("site")
    with new_servers("site", folder) as servers:
        built = Site(folder, servers)
        built.manage("migrate", "--verbosity", "0")
        built.manage("collectstatic", "--no-input", "--verbosity", "0")
        built.pages = built.run("company", "build")
        built.work()
        with served(built):
            yield built


@pytest.fixture(scope="package")
def orvane(tmp_path_factory):
    """The demo company, with the addresses of its screens. Its passwords are published, so it runs with DEBUG."""
    folder = tmp_path_factory.mktemp("orvane")
    with new_servers("orvane", folder) as servers:
        built = Site(folder, servers, debug=True)
        built.manage("demo", "--load-only")
        built.pages = built.run("orvane")
        built.work()
        with served(built):
            yield built


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

    def sign_in(self, name: str, password: str = PASSWORD) -> "Seat":
        self.page.goto("/accounts/login/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/accounts/" not in url)
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


@pytest.fixture
def desk(orvane, browser):
    """Take a seat in the demo company: `desk("noor.employee", viewport=...)`."""
    taken: list[Seat] = []

    def take(name: str, **options) -> Seat:
        taken.append(Seat(orvane, browser, **options))
        return taken[-1].sign_in(name, f"{name}-demo")

    yield take
    for one in taken:
        one.context.close()
