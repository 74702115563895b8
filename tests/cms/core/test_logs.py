"""Log lines tell what happened and nothing about persons; each request has a number."""

import io
import json
import logging

import pytest
from django.test import Client
from django.urls import resolve

from cms.core.logs import JsonLines, scrubbed
from cms.urls import api


@pytest.fixture
def lines():
    """All that is logged, as the objects that production writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), logging.getLogger("cms.core.request_ids").level
    root.addHandler(handler)
    logging.getLogger("cms.core.request_ids").setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    logging.getLogger("cms.core.request_ids").setLevel(level)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Key (email)=(lea.martin@example.com) already exists.", "Key (email)=([e-mail]) already exists."),
        ("Failed to send to <lea@example.com>", "Failed to send to <[e-mail]>"),
        ("Authorization: Bearer plb_abc123", "Authorization: Bearer [removed]"),
        ("token=abc123&next=/en/", "token=[removed]&next=/en/"),
        ("{'password': 'hunter2'}", "{'password': '[removed]'}"),
        ("redis://:pa55@cache:6379/0", "redis://[removed]@cache:6379/0"),
        ("postgres://palabre:pa55@db/palabre", "postgres://[removed]@db/palabre"),
        ("/accounts/password/reset/key/1-cwx3-a9f/", "/accounts/password/reset/key/[removed]/"),
        ("GET /en/search/?q=my+illness", "GET /en/search/?[removed]"),
        ("The page 12 has 3 readers: 40 %", "The page 12 has 3 readers: 40 %"),
    ],
)
def test_text_is_scrubbed(text, expected):
    assert scrubbed(text) == expected


@pytest.mark.django_db
def test_request_is_one_line_without_its_address(lines):
    response = Client().get("/accounts/login/?next=/en/people/lea.martin/", headers={"user-agent": "Secret"})

    (line,) = [line for line in lines() if line["logger"] == "cms.core.request_ids"]
    assert line.keys() == {
        "time", "level", "logger", "message", "request_id", "method", "route", "status", "milliseconds",
    }  # fmt: skip
    assert (line["method"], line["route"], line["status"]) == ("GET", "/accounts/login/", 200)
    assert line["request_id"] == response["X-Request-ID"]
    assert "lea.martin" not in json.dumps(line)


@pytest.mark.urls("tests.cms.core.failing_urls")
def test_error_has_the_traceback_without_the_person(lines):
    Client(raise_request_exception=False).get("/accounts/broken/?who=lea")

    (line,) = [line for line in lines() if line["logger"] == "django.request"]
    assert line["message"] == "Internal Server Error: /accounts/broken/"
    assert "raise error\nValueError: [e-mail]" in line["error"]
    assert "lea" not in line["error"]


def test_failure_of_the_api_is_told_by_the_pattern_of_its_address(lines, rf):
    path = "/api/v1/people/lea.martin"
    request = rf.get(path)
    request.resolver_match = resolve(path)

    assert api.on_exception(request, ValueError("odd")).status_code == 500

    (line,) = [line for line in lines() if line["logger"] == "palabre.api"]
    assert line["message"] == "The API failed at GET /api/v1/people/<str:username>"
    assert "lea.martin" not in json.dumps(line)


@pytest.mark.parametrize(
    ("proxies", "offered", "taken"),
    [
        (1, "4bf92f3577b34da6a3ce929d0e0e4736", True),
        (0, "4bf92f3577b34da6a3ce929d0e0e4736", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, 'a","level":"info', False),
        (1, "line\nbreak-line", False),
    ],
)
def test_number_is_taken_from_a_trusted_proxy_when_it_is_sane(settings, proxies, offered, taken):
    settings.TRUSTED_PROXIES = proxies

    number = Client().get("/healthz", headers={"x-request-id": offered})["X-Request-ID"]

    assert (number == offered) is taken
    assert len(number) == 32


def test_each_request_has_a_number_of_its_own():
    assert Client().get("/healthz")["X-Request-ID"] != Client().get("/healthz")["X-Request-ID"]
