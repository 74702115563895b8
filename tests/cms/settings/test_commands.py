"""What an operator reads on the terminal when an address is wrong."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "SECRET_KEY": "test", "SERVING": ""}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_names_each_variable_that_is_wrong():
    done = manage("check", DATABASE_URL="postgress://h/d", REDIS_URL="ftp://h", EMAIL_URL="h", STORAGE_URL="s3://h/b")

    assert done.returncode == 1
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STORAGE_URL"):
        assert f"(core.E003) {name} is wrong: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.postgresql
def test_wrong_password_is_one_sentence():
    server = urlsplit(os.environ["TEST_DATABASE_URL"])
    url = server._replace(netloc=f"{server.username}:not-this@{server.hostname}:{server.port}").geturl()

    done = manage("migrate", DATABASE_URL=url)

    assert done.returncode == 1
    *_headings, sentence = done.stderr.splitlines()
    assert "DATABASE_URL: the database cannot be reached: " in sentence
    assert "password authentication failed" in sentence
    assert "Traceback" not in done.stderr
    assert "not-this" not in done.stderr


def test_absent_server_is_one_sentence():
    done = manage("tick", DATABASE_URL="postgres://palabre@127.0.0.1:1/palabre")

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("DATABASE_URL: the database cannot be reached: ")
