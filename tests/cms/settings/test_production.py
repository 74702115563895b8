"""The settings for real people, started in a process of their own: they are safe, or they do not start."""

import gzip
import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from cms.settings import refusals

ROOT = Path(__file__).resolve().parents[3]
KEY = "J7w0r9fQe3yT5uZ8mN1bV4cX6lK2pH0sD8gA3jR5tY7uI9oP1qW"


@pytest.fixture
def manage(tmp_path):
    def run(*arguments, **variables):
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "palabre.example.com",
            "BASE_URL": "https://palabre.example.com",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
            "VAR_DIR": str(tmp_path),
        }
        environment |= variables
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={name: value for name, value in environment.items() if value is not None},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize("social", ["1", "0"])
def test_settings_pass_the_checks_for_deployment(manage, social):
    checked = manage("check", "--deploy", "--fail-level", "WARNING", SOCIAL=social)

    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (1 silenced).\n")


@pytest.mark.parametrize("zone", ["Mars/Harbour", "../etc/passwd"])
def test_value_that_cannot_be_understood_is_an_error_that_names_its_variable(manage, zone):
    checked = manage("check", TIME_ZONE=zone, DEFAULT_FROM_EMAIL="Palabre")

    assert checked.returncode == 1
    for name, right in {
        "TIME_ZONE": "a time zone such as Europe/Paris",
        "DEFAULT_FROM_EMAIL": "an address such as Palabre <palabre@example.com>",
    }.items():
        assert f"{name} could not be understood.\n\tHINT: Set {name} to {right}." in checked.stderr
    assert "Traceback" not in checked.stderr


def test_folder_that_cannot_be_made_is_said_in_a_sentence(manage, tmp_path):
    (tmp_path / "file").write_text("")

    stopped = manage("check", VAR_DIR=str(tmp_path / "file" / "below"))

    assert stopped.returncode == 1
    assert "VAR_DIR names a place where" in stopped.stderr
    assert "Traceback" not in stopped.stderr


SAFE = {
    "debug": False,
    "secret_keys": [KEY],
    "allowed_hosts": ["palabre.example.com"],
    "base_url": "https://palabre.example.com",
}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"secret_keys": [""]}, "SECRET_KEY is missing."),
        ({"secret_keys": ["short"]}, "SECRET_KEY is too short"),
        ({"secret_keys": ["ab" * 40]}, "SECRET_KEY is not random"),
        ({"secret_keys": ["change-me" + KEY]}, "SECRET_KEY is an example"),
        ({"secret_keys": [KEY, "short"]}, "SECRET_KEY_FALLBACKS is too short"),
        ({"debug": True}, "DEBUG is on"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS is missing."),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS is *"),
        ({"allowed_hosts": ["other.example.com"]}, "ALLOWED_HOSTS does not hold palabre.example.com"),
        ({"base_url": ""}, "BASE_URL is missing or no https address."),
        ({"base_url": "http://palabre.example.com"}, "BASE_URL is missing or no https address."),
    ],
)
def test_unsafe_setting_is_refused_by_name(setting, said):
    (sentence,) = refusals.refusals(**SAFE | setting)

    assert sentence.startswith(said)


@pytest.mark.parametrize(
    "hosts", [["palabre.example.com"], [".example.com"], ["other.example.com", "palabre.example.com"]]
)
def test_safe_settings_are_not_refused(hosts):
    assert refusals.refusals(**SAFE | {"allowed_hosts": hosts}) == []


def test_all_that_is_wrong_is_said_at_once(manage):
    refused = manage("check", SECRET_KEY=None, ALLOWED_HOSTS=None, BASE_URL=None, DEBUG="1")

    assert refused.returncode == 1
    assert refused.stderr.count("\n- ") == 4
    assert "Traceback" not in refused.stderr


def test_wrong_values_are_errors_of_the_checks(manage):
    wrong = {
        "HSTS_SECONDS": "a year",
        "TRUSTED_PROXIES": "-1",
        "SECURE_SSL_REDIRECT": "maybe",
        "SENTRY_DSN": "sentry",
        "LOG_LEVEL": "loud",
    }

    checked = manage("check", **wrong)

    assert checked.returncode == 1
    for variable in wrong:
        assert f"(core.E001) {variable} could not be understood." in checked.stderr


VISIT = """
import json
from django.test import Client
from django.conf import settings
signed_out = Client().get("/accounts/login/", secure=True, headers={"host": "palabre.example.com"})
plain = Client().get("/en/", headers={"host": "palabre.example.com", "x-forwarded-proto": "https"})
health = Client().get("/healthz", headers={"host": "palabre.example.com"})
print(json.dumps({
    "signed out": [signed_out.status_code, signed_out["Strict-Transport-Security"], signed_out["X-Frame-Options"]],
    "cookie": str(signed_out.cookies["csrftoken"]).split("; ")[-1],
    "policy": "upgrade-insecure-requests" in signed_out["Content-Security-Policy"],
    "plain": [plain.status_code, plain["Location"]],
    "health": health.status_code,
}))
"""


@pytest.fixture
def installed(manage):
    """A database and the static files."""
    assert manage("migrate", "--verbosity", "0").returncode == 0
    assert manage("collectstatic", "--noinput", "--verbosity", "0").returncode == 0


def visited(manage, **variables):
    done = manage("shell", "--verbosity", "0", "--command", VISIT, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_speaks_https_only(manage, installed):
    found, behind_proxy = visited(manage), visited(manage, TRUSTED_PROXIES="1")

    assert found == {
        "signed out": [200, "max-age=31536000; includeSubDomains", "DENY"],
        "cookie": "Secure",
        "policy": True,
        "plain": [301, "https://palabre.example.com/en/"],
        "health": 200,
    }
    assert behind_proxy == found | {"plain": [302, "/accounts/login/?next=/en/"]}


FAIL = """
import logging
password = "hunter2"
try:
    raise ValueError(f"lea@example.com {password=}")
except ValueError:
    logging.getLogger("palabre").exception("Nothing for lea@example.com", extra={"person": "lea"})
"""


def test_sentry_hears_of_errors_and_not_of_persons(manage):
    heard = []

    class Sink(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Sink) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        manage(
            "shell", "--verbosity", "0", "--command", FAIL, SENTRY_DSN=f"http://key@127.0.0.1:{server.server_port}/1"
        )
        server.shutdown()

    told = decoded(heard)
    assert "ValueError" in told
    assert "[e-mail]" in told
    assert "lea" not in told.replace("release", "")
    assert "hunter2" not in told


def decoded(envelopes):
    return "".join((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode() for body in envelopes)
