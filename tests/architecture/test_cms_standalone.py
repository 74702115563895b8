"""The CMS alone starts, migrates without drift and serves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SERVE = """
from django.contrib.auth import get_user_model
from django.test import Client
from cms.pages.models import ReferencePage, SectionPage
from cms.pages.services.homes import ensure_home

section = ensure_home().add_child(instance=SectionPage(title="Working here", slug="working-here"))
section.add_child(instance=ReferencePage(title="Travelling for work", slug="travel"))
client = Client()
client.force_login(get_user_model().objects.create_user("reader"))
for path in ("/en/", "/en/reference/", "/en/working-here/", "/en/working-here/travel/", "/en/people/", "/en/search/"):
    assert client.get(path).status_code == 200, path
assert client.get("/en/network/").status_code == 404
print("served")
"""


@pytest.fixture
def manage(tmp_path):
    environment = os.environ | {
        "SOCIAL": "0",
        "SECRET_KEY": "only-for-tests",
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }

    def run(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


def test_cms_alone_starts_without_drift(manage):
    checked = manage("check", "--fail-level", "WARNING")
    drift = manage("makemigrations", "--check", "--dry-run")

    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n")
    assert (drift.returncode, drift.stdout) == (0, "No changes detected\n")


def test_cms_alone_migrates_and_serves(manage):
    migrated = manage("migrate", "--verbosity", "0")
    served = manage("shell", "--verbosity", "0", "--command", SERVE)

    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert served.stdout == "served\n", served.stderr
