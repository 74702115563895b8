"""Closed for maintenance: everybody waits, monitors and the database are left alone."""

import pytest
from django.test import Client


@pytest.fixture(params=["variable", "file"])
def closed(request, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    if request.param == "variable":
        settings.MAINTENANCE = True
    else:
        (tmp_path / "maintenance").touch()


@pytest.mark.parametrize("path", ["/", "/fr/", "/accounts/login/", "/admin/", "/en/absent/"])
def test_closed_product_answers_503_without_a_database(closed, path):
    response = Client().get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response.content.decode().count("<h1") == 1


def test_closed_product_tells_programs_in_their_form(closed):
    response = Client().get("/api/v1/me")

    assert (response.status_code, response.json()["code"]) == (503, "unavailable")


def test_closed_product_is_healthy(closed):
    assert Client().get("/healthz").status_code == 200


def test_closed_product_speaks_the_language_of_the_address(closed):
    assert '<html lang="fr"' in Client().get("/fr/").content.decode()


@pytest.mark.django_db
def test_product_opens_again_when_the_file_is_gone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "maintenance").touch()
    (tmp_path / "maintenance").unlink()

    assert Client().get("/accounts/login/").status_code == 200
