"""Values that no form of ours sends, met by views that do not ask: numbers that no row has, words for numbers, NUL characters."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

#: What fails for such a value alone, whatever it says.
FAILURES = (OverflowError, DataError, MultiValueDictKeyError, IncorrectLookupParameters)
#: What Django and psycopg say of one. Every other ValueError is a fault of ours.
SAID = ("expected a number but got", "cannot contain NUL")


def is_unreadable(error: BaseException, next_address: str | None = None) -> bool:
    """Tell whether a view failed for what it was sent, not by itself; `next_address` is where it was told to lead."""
    if isinstance(error, NoReverseMatch):
        return bool(next_address) and f"'{next_address}'" in str(error)
    if isinstance(error, ValueError):
        return any(words in str(error) for words in SAID)
    return isinstance(error, FAILURES)
