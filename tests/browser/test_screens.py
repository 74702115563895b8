"""Every kind of screen: accessible, quiet in the console, and never wider than a small phone."""

from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser

SCREENS = {
    "home": "/en/",
    "reference": "/en/reference/",
    "section": "{section}",
    "page": "{trains}",
    "share": "/en/pages/{trains_id}/share/",
    "network": "/en/network/",
    "spaces": "/en/spaces/",
    "new space": "/en/spaces/new/",
    "space": "/en/spaces/rails/",
    "members": "/en/spaces/rails/members/",
    "post": "/en/posts/1/",
    "edit post": "/en/posts/1/edit/",
    "people": "/en/people/",
    "person": "/en/people/reader/",
    "search": "/en/search/?q=train",
    "empty search": "/en/search/",
    "nothing found": "/en/search/?q=qqqqq",
    "not found": "/en/no-such-page/",
    "password": "/accounts/password/change/",
    "sign out": "/accounts/logout/",
}


def address(site, name):
    pages = site.pages
    return SCREENS[name].format(
        section=pages["section"], trains=pages["trains"]["url"], trains_id=pages["trains"]["id"]
    )


@pytest.fixture(scope="module")
def axe_source():
    return (files("axe_playwright_python") / "axe.min.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_screens_have_no_barrier(site, seat, axe_source, scheme, width):
    reader = seat("reader", viewport={"width": width, "height": 900}, color_scheme=scheme)
    barriers = {}

    for name in SCREENS:
        assert reader.status(address(site, name)) == (404 if name == "not found" else 200)
        reader.page.evaluate(axe_source)
        found = reader.page.evaluate("axe.run().then(result => result.violations)")
        if found:
            barriers[name] = [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]

    assert barriers == {}
    assert reader.complaints == []


@pytest.mark.parametrize("width", [320, 1440])
def test_screens_never_scroll_sideways(site, seat, width):
    reader = seat("reader", viewport={"width": width, "height": 800})
    wide = {}

    for name in SCREENS:
        reader.page.goto(address(site, name))
        room = reader.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if room[0] > room[1]:
            wide[name] = room

    assert wide == {}
