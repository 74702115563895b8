"""Keep the documents equal to what their sources say."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import TypeVar
from unicodedata import normalize

from django.db import transaction
from django.db.models import QuerySet
from modelsearch.backends import get_search_backends

from search.models import Document
from search.sources import DocumentData, Source, sources

Id = TypeVar("Id")

CHUNK = 200
#: A longer text is found by its first part; the limit keeps one monstrous page from stalling every search.
MAX_TEXT = 1_000_000
FIELDS = ["title", "text", "audience_id", "space", "unit", "locale", "updated_at"]


@transaction.atomic
def index(*, kind: str, ids: Iterable[int]) -> int:
    """Write, change or remove the documents of some objects; return how many changed. Twice changes nothing."""
    wanted_ids = sorted(set(ids))
    source = sources().get(kind)
    # Locked before the source is asked: whoever comes second reads what the first has written.
    present = {row.object_pk: row for row in _rows(kind, wanted_ids).select_for_update()}
    said = source.documents(wanted_ids) if source else ()
    wanted = {data.object_id: _document(kind, data) for data in said}
    gone = [row for pk, row in present.items() if pk not in wanted]
    changed = [row for pk, row in wanted.items() if _values(row) != _values(present.get(pk))]
    _remove(gone)
    _write(kind, changed)
    return len(gone) + len(changed)


@transaction.atomic
def remove(*, kind: str, ids: Iterable[int]) -> None:
    """Remove the documents of objects that exist no more, at once."""
    for chunk in chunks(ids):
        _remove(list(_rows(kind, chunk)))


@transaction.atomic
def rekey(*, kind: str, ids: Iterable[int], audience_id: int) -> None:
    """Give documents another audience at once, in the transaction of the change that made it necessary.

    So no count tells of what a viewer may see no more. An index outside the database follows through the queue: enqueue
    the same ids.
    """
    for chunk in chunks(ids):
        Document.objects.filter(kind=kind, object_pk__in=chunk).update(audience_id=audience_id)


def rebuild() -> dict[str, int]:
    """Make all documents true; return how many of each kind exist. It can be interrupted and run again."""
    found = sources()
    Document.objects.exclude(kind__in=found).delete()
    return {kind: _rebuild_kind(source) for kind, source in found.items()}


def chunks(ids: Iterable[Id], size: int = CHUNK) -> Iterator[list[Id]]:
    """Cut ids into lists that one query can take."""
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk


def _rebuild_kind(source: Source) -> int:
    alive = list(source.all_ids())
    for chunk in chunks(alive):
        index(kind=source.kind, ids=chunk)
    known = set(Document.objects.filter(kind=source.kind).values_list("object_pk", flat=True))
    remove(kind=source.kind, ids=known.difference(alive))
    return Document.objects.filter(kind=source.kind).count()


def _rows(kind: str, ids: Iterable[int]) -> QuerySet[Document]:
    return Document.objects.filter(kind=kind, object_pk__in=list(ids))


def _document(kind: str, data: DocumentData) -> Document:
    values = asdict(data)
    values["object_pk"] = values.pop("object_id")
    values["title"] = normalize("NFC", data.title.replace("\x00", ""))[:255]
    values["text"] = normalize("NFC", data.text[:MAX_TEXT].replace("\x00", ""))
    return Document(kind=kind, **values)


def _values(row: Document | None) -> list[object] | None:
    return row and [getattr(row, name) for name in FIELDS]


def _remove(rows: list[Document]) -> None:
    for row in rows:
        for backend in get_search_backends(with_auto_update=True):
            backend.delete(row)
    for chunk in chunks([row.pk for row in rows]):
        Document.objects.filter(pk__in=chunk).delete()


def _write(kind: str, rows: list[Document]) -> None:
    if not rows:
        return
    Document.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["kind", "object_pk"], update_fields=FIELDS
    )
    written = list(_rows(kind, [row.object_pk for row in rows]))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Document, written)
