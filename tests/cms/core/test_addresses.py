"""Where the sites are is asked once a request, however many pages are named in it."""

import pytest
from django.core.cache import cache
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

from cms.core.addresses import remembered_sites, url_of
from social_ext.sharing.services import share_page
from tests.factories.pages import make_page, make_section
from tests.factories.social import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lookups(monkeypatch):
    """Return the questions for the sites, as they are asked."""
    asked, get = [], type(cache._connections[cache._alias]).get

    def count(self, key, *args, **kwargs):
        if key == SITE_ROOT_PATHS_CACHE_KEY:
            asked.append(key)
        return get(self, key, *args, **kwargs)

    monkeypatch.setattr(type(cache._connections[cache._alias]), "get", count)
    return asked


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        *[(path, 1) for path in ("/en/network/", "{space}", "/api/v1/pages", "/api/v1/feed")],
        *[(path, 3) for path in ("{section}", "/en/reference/", "/en/")],  # Wagtail serves a page and asks, too
    ],
)
def test_sites_are_looked_up_no_more_often_for_more_pages(member, member_client, home, lookups, path, most, count):
    section, space = make_section(), SpaceFactory(owner=member)
    for _time in range(count):
        share_page(actor=member, page=make_page(parent=section), spaces=[space])
    address = path.format(space=space.url, section=section.get_url())
    member_client.get(address)
    lookups.clear()

    assert member_client.get(address).status_code == 200

    assert len(lookups) <= most


def test_new_site_is_known_to_the_next_request(home):
    page = make_page()
    with remembered_sites():
        before = url_of(page)
    Site.objects.create(hostname="other.example", root_page=page)

    with remembered_sites():
        after = url_of(make_page(parent=page, title="Below"))

    assert (before.startswith("/en/"), after.startswith("http://other.example/")) == (True, True)
