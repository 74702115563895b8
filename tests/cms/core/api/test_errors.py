"""One form of errors, whoever answers: the API, the page of a failure, or a rule that broke before it."""

import json
from http import HTTPStatus

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from ninja import NinjaAPI
from ninja.testing import TestClient

from cms.core.api.errors import answer, answer_in_form
from cms.core.error_pages import error_page
from cms.core.exceptions import DomainError
from cms.core.middleware import explain_domain_errors


class Broken(DomainError):
    code = "broken"
    fields = {"name": ["Not so."]}


def test_rule_that_breaks_before_the_api_names_its_fields():
    request = RequestFactory().post("/api/v1/files")

    told = explain_domain_errors(lambda request: None).process_exception(request, Broken())

    assert (told.status_code, json.loads(told.content)) == (
        422,
        {"code": "broken", "message": "This is not possible.", "fields": {"name": ["Not so."]}},
    )


@pytest.mark.parametrize("status", [400, 429, 500, 503])
def test_failure_is_told_to_programs_as_the_api_tells_it(status):
    request = RequestFactory().get("/api/v1/me", headers={"Accept-Language": "en"})

    page = error_page(request, f"{status}.html", HTTPStatus(status))

    assert (page.status_code, page.content) == (status, answer(status).content)
    assert json.loads(page.content)["fields"] == {}


def test_data_out_of_reach_are_a_matter_of_waiting():
    api = NinjaAPI(urls_namespace="out of reach")
    answer_in_form(api)

    @api.get("/thing")
    def thing(request):
        raise OperationalError("server closed the connection unexpectedly")

    told = TestClient(api).get("/thing")

    assert (told.status_code, told.json()["code"], told.headers["Retry-After"]) == (503, "unavailable", "60")
