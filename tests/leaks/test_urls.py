"""Every address of the project is classified: what nobody thought about cannot be published."""

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from cms.urls import api as product_api
from tests.leaks import api, api_writes, desk
from tests.leaks.listings import LISTINGS
from tests.leaks.own import OWN
from tests.leaks.urls import PREFIXES, PUBLIC, SECRET, TABLE
from tests.leaks.writes import WRITES

SIGN_IN = "/accounts/login/?next="
PROBES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "2f3c8d6e-0000-4000-8000-000000000000"}


def walk(patterns, prefix=""):
    """Yield the path and the name of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.name
        elif isinstance(pattern.pattern, LocalePrefixPattern):
            yield from walk(pattern.url_patterns, prefix + "en/")
        else:
            yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))


ADDRESSES = list(walk(get_resolver().url_patterns))
OURS = [(path, name) for path, name in ADDRESSES if not path.startswith(tuple(PREFIXES))]
WATCHED = [*OWN, *LISTINGS, *desk.LISTINGS, *WRITES, *api.OWN, *api.LISTINGS, *api_writes.WRITES]
CHANNELS = {channel.name for channel in WATCHED}
API = {path.removeprefix(api.ROOT) for path in product_api.get_openapi_schema()["paths"]}


def probe(path):
    """Return an address of this form."""
    pieces = path.split("<")
    filled = pieces[0] + "".join(
        PROBES[piece.partition(">")[0].partition(":")[0]] + piece.partition(">")[2] for piece in pieces[1:]
    )
    return "/" + filled.replace(r"^((?:[\w\-]+/)*)$", "some/page/")


@pytest.mark.parametrize(("path", "name"), OURS)
def test_address_is_classified(path, name):
    assert name in TABLE


@pytest.mark.parametrize("name", TABLE)
def test_row_is_not_stale(name):
    assert name in {found for _path, found in OURS}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefix_is_not_stale(prefix):
    assert any(path.startswith(prefix) for path, _name in ADDRESSES)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.kinds])
def test_channel_watches_what_shows_things(name):
    assert TABLE[name].channels
    assert set(TABLE[name].channels) <= CHANNELS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", [path for path, name in OURS if name in TABLE and TABLE[name].door not in {PUBLIC, SECRET}]
)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_visitor_without_account_is_led_to_sign_in(client, path, method):
    answer = getattr(client, method)(probe(path))

    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path, name in OURS if name in TABLE and TABLE[name].door == SECRET])
def test_secret_address_that_is_none_is_not_found(client, path):
    assert client.get(probe(path)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path, name in OURS if name in TABLE and TABLE[name].door == PUBLIC])
def test_public_address_needs_no_account(client, path):
    # 503: in a test there is no background worker, and the page that tells says so.
    assert client.get(probe(path)).status_code in ({200, 503} if path == "readyz" else {200})


@pytest.mark.parametrize("path", sorted(API | set(api.TABLE)))
def test_address_of_the_api_is_classified(path):
    assert path in api.TABLE
    assert path in API
    assert bool(api.TABLE[path].kinds) is bool(api.TABLE[path].channels)
    assert set(api.TABLE[path].channels) <= CHANNELS
