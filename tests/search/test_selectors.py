import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import selectors, services
from search.selectors import PAGE_SIZE, query
from tests.search.test_services import found, shelf  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db

HOSTILE = ["", " ", '"', "'", "*", "AND OR NOT", "a AND", "NEAR(", "title:x", "%s %d %%", "\\", "\x00", "<script>",
           "javascript:alert(1)", "x" * 100_000, "a " * 50_000, "()", "-a", "^a", "{a b}:c", "́", "🙂", "²", "_", "\ud800"]  # fmt: skip


@pytest.fixture
def books(shelf):  # noqa: F811
    shelf.put(1, "Harbour dues", "What boats pay", unit="field", locale="en")
    shelf.put(2, "Trains", "The night trains leave from the harbour", unit="field", locale="en")
    shelf.put(3, "Déjà vu", "Une gare près du harbour", unit="office", locale="fr")
    shelf.put(4, "Secret harbour", "Nobody knows", audience_id=9, unit="office", locale="fr")
    services.index(kind="book", ids=[1, 2, 3, 4])


def test_title_stands_before_text(books):
    assert found("harbour")[0] == 1


def test_all_words_are_demanded(books):
    assert found("night harbour") == [2]


def test_last_word_may_be_only_begun(books):
    assert found("night tra") == [2]


def test_accents_and_case_do_not_matter(books):
    assert (found("DEJA"), found("déjà")) == ([3], [3])


def test_facets_and_total_count_after_the_audience(books):
    answer = query("harbour", [1])

    assert (answer.total, answer.facets) == (
        3,
        {"kind": {"book": 3}, "unit": {"field": 2, "office": 1}, "locale": {"en": 2, "fr": 1}},
    )


def test_a_facet_counts_under_the_other_filters(books):
    answer = query("harbour", [1], unit="office")

    assert (answer.total, answer.facets) == (
        1,
        {"kind": {"book": 1}, "unit": {"field": 2, "office": 1}, "locale": {"fr": 1}},
    )


def test_unknown_kind_finds_nothing(books):
    assert query("harbour", [1], kinds=["nothing"]).total == 0


def test_no_audience_finds_nothing(books):
    assert query("harbour", []).total == 0


def test_pages_follow_each_other(shelf):  # noqa: F811
    for pk in range(PAGE_SIZE + 1):
        shelf.put(pk, "Harbour")
    services.index(kind="book", ids=range(PAGE_SIZE + 1))

    first, second = query("harbour", [1]), query("harbour", [1], page=2)

    assert (len(first.documents), first.more, len(second.documents), second.more) == (PAGE_SIZE, True, 1, False)
    assert not {row.pk for row in first.documents} & {row.pk for row in second.documents}


def test_many_matches_are_listed_newest_first(shelf, monkeypatch):  # noqa: F811
    monkeypatch.setattr(selectors, "MAX_RANKED", 2)
    for pk in range(4):
        shelf.put(pk, "Harbour " * (pk + 1))
    services.index(kind="book", ids=range(4))

    assert found("harbour") == [3, 2, 1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_query_queries_do_not_grow(shelf, count, django_assert_num_queries):  # noqa: F811
    for pk in range(count):
        shelf.put(pk, "Harbour")
    services.index(kind="book", ids=range(count))

    with django_assert_num_queries(4):
        answer = query("harbour", [1])

    assert answer.total == count


@pytest.mark.parametrize("q", HOSTILE)
def test_hostile_query_answers(books, q):
    query(q, [1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_query_answers(books, q):
    assert query(q, [1]).total <= 3
