"""What is read from the environment, and what is told of a value that cannot be understood."""

import pytest

from cms.settings import environment


@pytest.mark.parametrize(
    "address", ["palabre.example.com", "https://", "https://h/path", "https://u@h", "https://[h", "ftp://h"]
)
def test_address_of_the_site_that_is_none_is_told(monkeypatch, address):
    monkeypatch.setattr(environment, "UNREADABLE", {})
    monkeypatch.setenv("BASE_URL", address)

    assert environment.site("BASE_URL", "http://localhost:8000") == "http://localhost:8000"
    assert environment.UNREADABLE == {"BASE_URL": "the address that people type, such as https://palabre.example.com"}


def test_address_of_the_site_is_kept_without_its_slash(monkeypatch):
    monkeypatch.setattr(environment, "UNREADABLE", {})
    monkeypatch.setenv("BASE_URL", "https://palabre.example.com:8443/")

    assert (environment.site("BASE_URL", ""), environment.UNREADABLE) == ("https://palabre.example.com:8443", {})
