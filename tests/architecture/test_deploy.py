"""The ways to production agree with the settings and with each other."""

import configparser
import json
import logging.config
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = ("migrate", "web", "worker", "tick")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
#: Set by the product itself, or for tests and laptops only.
NOT_FOR_OPERATORS = {"DEBUG", "SERVING"}


def variables():
    """The variables that the settings read, by name."""
    source = "\n".join(path.read_text() for path in (ROOT / "cms" / "settings").glob("*.py"))
    calls = r"(?:environment\.(?:text|flag|choice|words|number|zone|sender|site)|servers\.(?:database|caches|email|storage|search))"
    return set(re.findall(calls + r'\(\s*"([A-Z_]+)"', source))


def test_every_variable_is_documented():
    documented = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text()))

    assert variables() - documented - NOT_FOR_OPERATORS == set()


def test_compose_hands_on_only_variables_that_are_read():
    handed = {name for service in OURS for name in COMPOSE["services"][service]["environment"]}

    assert handed - variables() - {"SEARCH_URL"} == set()


@pytest.mark.parametrize("service", OURS)
def test_container_is_without_rights(service):
    container = COMPOSE["services"][service]

    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in container  # the image's own, which is not root
    assert "ports" not in container  # only the proxy is reached from outside


def test_image_runs_as_nobody_in_particular():
    lines = (ROOT / "Dockerfile").read_text().splitlines()

    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_unit_is_without_rights(unit):
    settings = configparser.RawConfigParser(strict=False)
    settings.optionxform = str
    settings.read(unit)
    service = settings["Service"]

    assert service["User"] == "palabre"
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == (
        "strict",
        "true",
        "",
    )


def test_lines_of_the_web_server_are_json_too(capsys):
    configuration = json.loads((ROOT / "deploy" / "granian-logs.json").read_text())
    logging.config.dictConfig(configuration)

    logging.getLogger("_granian").info("Started worker-1")

    assert json.loads(capsys.readouterr().err)["message"] == "Started worker-1"


class Named(BaseHTTPRequestHandler):
    """Answers to its own name only, as the product does."""

    def do_GET(self):
        self.send_response(200 if self.headers["Host"] == "palabre.example.com" else 400)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.mark.parametrize(
    ("hosts", "is_well"), [("palabre.example.com,other.example.com", True), ("other.example.com", False)]
)
def test_health_check_asks_by_name(hosts, is_well):
    with HTTPServer(("127.0.0.1", 0), Named) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        asked = subprocess.run(
            [sys.executable, ROOT / "deploy" / "health.py"],
            env={"ALLOWED_HOSTS": hosts, "GRANIAN_PORT": str(server.server_port)},
            capture_output=True,
            check=False,
        )
        server.shutdown()

    assert (asked.returncode == 0) is is_well
