import pytest
from django.test import RequestFactory

from cms.core.referers import came_from


@pytest.mark.parametrize(
    ("referer", "found"),
    [
        ("http://testserver/en/spaces/?before=x#post-3", "http://testserver/en/spaces/?before=x"),
        ("/en/spaces/", "/en/spaces/"),
        ("https://elsewhere.example/en/spaces/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_way_back_leads_to_pages_of_ours(referer, found):
    assert came_from(RequestFactory().get("/", headers={"referer": referer})) == found
