import pytest

from tests.factories.pages import block, make_event, make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_page_is_told_whole(api, home):
    section = make_section(title="Handbook", slug="handbook")
    owner = UserFactory()
    page = make_page(
        parent=section,
        owner=owner,
        title="Travel",
        slug="travel",
        summary="How to travel.",
        body=[block("paragraph", "<p>Ten &amp; more <b>days</b></p>")],
    )

    told = api("GET", f"pages/{page.pk}").json()

    assert {name: told[name] for name in ("id", "title", "summary", "url", "locale", "type", "translations")} == {
        "id": page.pk,
        "title": "Travel",
        "summary": "How to travel.",
        "url": "/en/handbook/travel/",
        "locale": "en",
        "type": "reference",
        "translations": {"en": page.pk},
    }
    assert told["section"] == {"slug": "handbook", "name": "Handbook", "url": "/en/handbook/"}
    assert (told["owner"]["username"], told["revision"]) == (owner.username, page.live_revision_id)
    assert [(one["type"], one["text"]) for one in told["blocks"]] == [("paragraph", "Ten & more days")]


def test_pages_are_narrowed(api, home):
    section = make_section(title="Handbook", slug="handbook")
    travel, other = make_page(parent=section, slug="travel"), make_page(title="Other")

    def ids(query):
        return {page["id"] for page in api("GET", f"pages?{query}").json()["items"]}

    assert ids("section=handbook") == {section.pk, travel.pk}
    assert ids("type=reference") == {travel.pk, other.pk}
    assert ids("path=/en/handbook/travel/") == ids("path=/en/handbook/travel") == {travel.pk}
    assert ids("path=/en/") == ids("type=home") == {home.pk}
    assert ids("locale=fr") == ids("type=news") == ids("section=none") == ids("path=/xx/") == set()
    assert api("GET", "pages?type=gossip").status_code == 422


def test_a_restricted_page_answers_like_none(api):
    page = make_page()
    restrict(page, GroupFactory())
    absent, refused = api("GET", "pages/999999"), api("GET", f"pages/{page.pk}")

    assert (absent.status_code, absent.content) == (refused.status_code, refused.content) == (404, absent.content)
    assert page.pk not in {one["id"] for one in api("GET", "pages").json()["items"]}


def test_lines_of_a_block_stay_apart(api, home):
    words = "<p>Take<br/>with you:</p><ul><li>a <b>t</b>icket</li><li>a map</li></ul>"
    page = make_page(body=[block("paragraph", words)])

    (told,) = api("GET", f"pages/{page.pk}").json()["blocks"]

    assert told["text"] == "Take\nwith you:\na ticket\na map"


@pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 31, "-1", "x", "1.5"])
def test_no_page_has_such_a_number(api, pk):
    assert api("GET", f"pages/{pk}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_list_queries_do_not_grow(api, home, count, django_assert_num_queries):
    for number in range(count):
        section = make_section(title=f"Section {number}")
        for _ in range(count):
            make_page(parent=section, owner=UserFactory())
    api("GET", "pages")

    with django_assert_num_queries(10):
        items = api("GET", "pages?type=reference").json()["items"]

    assert len(items) == count**2


def test_event_tells_when_and_where(api, member, home):
    event = make_event(place="Pier 4", seats=12)
    page = make_page()

    told = api("GET", f"pages/{event.pk}").json()
    listed = {item["id"]: item["event"] for item in api("GET", "pages").json()["items"]}

    starts_at = event.starts_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    when = {"starts_at": starts_at, "ends_at": None, "place": "Pier 4", "seats": 12}
    assert (told["type"], told["event"], listed[event.pk], listed[page.pk]) == ("event", when, when, None)


def test_hits_are_told(api, member, home, run_tasks):
    page = make_page(title="Flamingo", summary="Birds & more", body=[block("paragraph", "<p>A flamingo stands.</p>")])
    bird = UserFactory(first_name="Flamingo", last_name="Ortiz")
    run_tasks()

    told = api("GET", "search?q=flamingo").json()
    hits = {hit["kind"]: hit for hit in told["items"]}

    assert {(hit["kind"], hit["id"], hit["title"]) for hit in told["items"]} == {
        ("person", bird.pk, "Flamingo Ortiz"),
        ("page", page.pk, "Flamingo"),
    }
    assert (told["total"], told["next"], told["facets"]["kind"]) == (2, None, {"person": 1, "page": 1})
    assert "flamingo stands" in hits["page"]["excerpt"]


def test_hits_come_in_parts_of_the_size_that_is_asked_for(api, home, run_tasks):
    for number in range(3):
        make_page(title=f"Flamingo {number}")
        UserFactory(first_name="Flamingo")
    run_tasks()

    parts = [api("GET", f"search?q=flamingo&limit=4&page={page}").json() for page in (1, 2)]

    assert [(len(part["items"]), part["total"], part["next"]) for part in parts] == [(4, 6, 2), (2, 6, None)]
    assert len({(hit["kind"], hit["id"]) for part in parts for hit in part["items"]}) == 6


@pytest.mark.parametrize("query", ["page=0", "page=51", "limit=0", "limit=101", "kind=thing", "q=" + "x" * 201])
def test_a_wrong_search_is_named(api, query):
    assert api("GET", f"search?{query}").status_code == 422


def test_an_empty_search_finds_nothing(api):
    assert api("GET", "search").json() == {
        "items": [],
        "facets": {"kind": {}, "unit": {}, "locale": {}},
        "total": 0,
        "next": None,
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "pages/{}", None),
        ("GET", "pages/{}/conversations", None),
        ("PUT", "pages/{}/reactions/like", None),
        ("POST", "pages/{}/shares", {"spaces": [], "message": ""}),
    ],
)
def test_the_root_of_the_tree_is_no_page(api, home, method, path, body):
    root, absent = (api(method, path.format(pk), body) for pk in (home.get_root().pk, 999_999))

    assert (root.status_code, root.content) == (absent.status_code, absent.content)
    assert root.status_code in {404, 422}
