from collections.abc import Iterable

from django_tasks import task

from search import services

#: How many objects one task indexes.
CHUNK = 200


@task()
def index_objects(kind: str, ids: list[int]) -> None:
    services.index(kind=kind, ids=ids)


def enqueue_index(kind: str, ids: Iterable[int]) -> None:
    """Ask the worker to bring these objects' documents up to date.

    The row of the queue belongs to the caller's transaction: it vanishes with a rollback, and is never lost after it.
    """
    unique = sorted(set(ids))
    for start in range(0, len(unique), CHUNK):
        index_objects.enqueue(kind, unique[start : start + CHUNK])
