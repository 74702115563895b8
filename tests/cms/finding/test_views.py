import pytest
from django.utils import timezone
from wagtail import hooks

from cms.core.audiences import everyone
from search.services import index
from search.sources import DocumentData, Hit, Source
from tests.factories.pages import block, make_page
from tests.factories.people import UserFactory
from tests.search.test_selectors import HOSTILE

pytestmark = pytest.mark.django_db


def search(client, **query):
    return client.get("/en/search/", query)


def test_search_shows_sheets_with_marks(member_client, home, run_tasks):
    page = make_page(title="Travel", body=[block("paragraph", "<p>The night trains</p>")])
    run_tasks()

    html = search(member_client, q="night train").content.decode()

    assert "1 result for" in html
    assert f'href="{page.get_url()}?via=search"' in html
    assert "<mark>night trains</mark>" in html


def test_search_shows_people(member_client, home, run_tasks):
    person = UserFactory(first_name="Sunniva", last_name="Oluwole")
    run_tasks()

    html = search(member_client, q="sunniva").content.decode()

    assert f'href="{person.get_absolute_url()}"' in html


@pytest.mark.parametrize("q", [q for q in HOSTILE if q != "\ud800"])
def test_hostile_query_gives_a_clear_page(member_client, home, q):
    response = search(member_client, q=q, kind=q[:50], unit=q[:50], lang=q[:50], page=q[:50])

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_markup_in_query_and_text_is_inert(member_client, home, run_tasks):
    make_page(title="<script>alert(7)</script>", summary="<script>alert(7)</script>")
    run_tasks()

    html = search(member_client, q="<script>alert(7)</script>").content.decode()

    assert "1 result for" in html
    assert "<script>alert" not in html


def test_nothing_found_offers_a_way_on(member_client, home):
    html = search(member_client, q="xyzzy").content.decode()

    assert "Nothing found for “xyzzy”" in html


def test_a_narrowed_search_leads_back_to_everything(member_client, home):
    html = search(member_client, q="xyzzy", kind="page").content.decode()

    assert 'href="/en/search/?q=xyzzy"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_search_page_queries_do_not_grow(member_client, home, count, run_tasks, django_assert_num_queries):
    for number in range(count):
        make_page(title=f"Harbour {number}")
        UserFactory(first_name="Harbour")
    run_tasks()
    search(member_client, q="harbour")

    with django_assert_num_queries(11):
        response = search(member_client, q="harbour")

    assert response.content.count(b"result__title") == count


def test_talk_is_shown_as_a_bubble_of_its_author(member_client, home):
    author = UserFactory(first_name="Sunniva", last_name="Oluwole")
    data = DocumentData(
        object_id=1, title="", text="<b>The night train</b>", audience_id=everyone().pk, updated_at=timezone.now()
    )
    hit = Hit(kind="note", id=1, title="Night", url="/en/posts/1/?via=search", author=author, meta="in Field engineers")
    source = Source(
        kind="note", label="Notes", documents=lambda ids: [data], load=lambda viewer, ids: {1: hit}, all_ids=lambda: [1]
    )
    with hooks.register_temporarily("register_search_source", lambda: source):
        index(kind="note", ids=[1])
        html = search(member_client, q="night train").content.decode()

    assert "bubble--result" in html
    assert "&lt;b&gt;The <mark>night train</mark>&lt;/b&gt;" in html
    assert 'href="/en/posts/1/?via=search"' in html
