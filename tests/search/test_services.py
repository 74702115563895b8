from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.search.models import IndexEntry

from search import services
from search.models import Document
from search.selectors import query
from search.sources import DocumentData, Hit, Source
from search.tasks import enqueue_index

pytestmark = pytest.mark.django_db

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


class Shelf:
    """A source made by hand: what stands on it can be found."""

    def __init__(self):
        self.data = {}

    def put(self, pk, title="", text="", audience_id=1, **fields):
        self.data[pk] = DocumentData(
            object_id=pk, title=title, text=text, audience_id=audience_id, updated_at=WHEN, **fields
        )

    def source(self):
        return Source(
            kind="book",
            label="Books",
            documents=lambda ids: [self.data[pk] for pk in ids if pk in self.data],
            load=lambda viewer, ids: {pk: Hit(kind="book", id=pk, title="", url="/") for pk in ids},
            all_ids=lambda: list(self.data),
        )


@pytest.fixture
def shelf():
    shelf = Shelf()
    with hooks.register_temporarily("register_search_source", shelf.source):
        yield shelf


def found(q, audiences=(1,), **kwargs):
    return [row.object_pk for row in query(q, audiences, **kwargs).documents]


def test_index_writes_what_the_source_says(shelf):
    shelf.put(1, "Harbour dues")

    changed = services.index(kind="book", ids=[1])

    assert (changed, found("harbour")) == (1, [1])


def test_index_twice_changes_nothing(shelf):
    shelf.put(1, "Harbour dues")
    services.index(kind="book", ids=[1])

    assert services.index(kind="book", ids=[1]) == 0
    assert (Document.objects.count(), DBTaskResult.objects.count()) == (1, 0)


def test_index_follows_a_change(shelf):
    shelf.put(1, "Harbour dues")
    services.index(kind="book", ids=[1])
    shelf.put(1, "Night trains")

    services.index(kind="book", ids=[1])

    assert (found("harbour"), found("night")) == ([], [1])


def test_index_removes_what_is_gone(shelf):
    shelf.put(1, "Harbour dues")
    services.index(kind="book", ids=[1])
    shelf.data.clear()

    services.index(kind="book", ids=[1])

    assert found("harbour") == []
    assert not IndexEntry.objects.filter(title="Harbour dues").exists()


def test_index_of_an_unknown_kind_finds_nothing():
    assert services.index(kind="nothing", ids=[1]) == 0


def test_index_cleans_what_the_database_refuses(shelf):
    shelf.put(1, "a\x00b" + "x" * 300, "cafe\u0301\x00")

    services.index(kind="book", ids=[1])

    row = Document.objects.get()
    assert (len(row.title), row.text) == (255, "café")


def test_rekey_is_in_force_at_once(shelf):
    shelf.put(1, "Harbour dues")
    services.index(kind="book", ids=[1])

    services.rekey(kind="book", ids=[1], audience_id=2)

    assert (found("harbour", [1]), found("harbour", [2])) == ([], [1])


def test_enqueued_work_vanishes_with_a_rollback(shelf):
    with transaction.atomic():
        enqueue_index("book", [1])
        enqueued = DBTaskResult.objects.count()
        transaction.set_rollback(True)

    assert enqueued == 1
    assert DBTaskResult.objects.count() == 0


def test_worker_indexes_what_was_enqueued(shelf, run_tasks):
    shelf.put(1, "Harbour dues")
    enqueue_index("book", [1, 1])

    run_tasks()

    assert found("harbour") == [1]


def test_update_index_mends_everything(shelf):
    shelf.put(1, "Harbour dues")
    Document.objects.create(kind="book", object_pk=2, title="Gone", audience_id=1, updated_at=WHEN)
    Document.objects.create(kind="switched-off", object_pk=3, title="Gone", audience_id=1, updated_at=WHEN)
    IndexEntry.objects.all().delete()

    call_command("update_index", verbosity=0)

    assert list(Document.objects.filter(kind__in=["book", "switched-off"]).values_list("object_pk", flat=True)) == [1]
    assert found("harbour") == [1]
