"""Values that views which do not ask fail for: numbers that no row has (any more), words for numbers, NUL characters."""

from traceback import walk_tb

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature
from django.db import DataError
from django.forms import BaseForm
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

#: What fails for such a value alone, whatever it says.
FAILURES = (
    OverflowError,
    DataError,
    MultiValueDictKeyError,
    IncorrectLookupParameters,
    BadSignature,
    ObjectDoesNotExist,
)
#: What Python, Django and psycopg say of one. Every other ValueError is a fault of ours.
SAID = ("expected a number but got", "invalid literal for int()", "cannot contain NUL")


def is_unreadable(error: BaseException, next_address: str | None = None) -> bool:
    """Tell whether a view failed for what it was sent, not by itself; `next_address` is where it was told to lead."""
    if isinstance(error, NoReverseMatch):
        return bool(next_address) and f"'{next_address}'" in str(error)
    if isinstance(error, ValueError):
        return any(words in str(error) for words in SAID)
    return isinstance(error, FAILURES) or _failed_for_what_was_left_out(error)


def _failed_for_what_was_left_out(error: BaseException) -> bool:
    """Tell whether a form failed while it read what it was sent, and one of its fields had not been sent at all."""
    if not isinstance(error, KeyError | AttributeError):
        return False
    forms = (frame.f_locals["self"] for frame, _line in walk_tb(error.__traceback__) if "self" in frame.f_locals)
    return any(_was_sent_in_part(form) for form in forms if isinstance(form, BaseForm))


def _was_sent_in_part(form: BaseForm) -> bool:
    return form.is_bound and any(
        field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    )
