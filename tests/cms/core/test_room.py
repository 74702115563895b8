import errno

import pytest
from django.db import OperationalError, connection, transaction

from cms.core.exceptions import Busy, StorageFull
from cms.core.room import as_rule


@pytest.mark.postgresql
@pytest.mark.django_db
def test_what_takes_too_long_is_told_as_busy():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 50")
        with pytest.raises(OperationalError) as caught, transaction.atomic():
            cursor.execute("SELECT pg_sleep(1)")

    assert isinstance(as_rule(caught.value), Busy)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StorageFull),
        (OSError(errno.EACCES, "Permission denied"), type(None)),
        (OperationalError("database or disk is full"), StorageFull),
        (OperationalError("database is locked"), Busy),
        (OperationalError("no such table: people"), type(None)),
    ],
)
def test_other_failures_are_not_explained_away(error, told):
    assert type(as_rule(error)) is told
