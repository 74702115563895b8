"""System checks of the settings: a wrong value names its variable and says what would be right."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import OperationalError, connections

#: Nobody waits for a try for longer, in seconds.
LONGEST_WAIT = 30 * 24 * 3600


@register()
def check_environment(**kwargs):
    errors = [
        Error(f"{name} could not be understood.", hint=f"Set {name} to {allowed}.", id="core.E001")
        for name, allowed in settings.UNREADABLE_SETTINGS.items()
    ]
    errors += [
        Error(f"{name} is wrong: {what}.", hint=f"Write it like {example}.", id="core.E003")
        for name, (what, example) in settings.WRONG_ADDRESSES.items()
    ]
    if not settings.SECRET_KEY:
        errors.append(Error("SECRET_KEY is empty.", hint="Set SECRET_KEY to a long random text.", id="core.E002"))
    return errors


@register()
def check_background_work(**kwargs):
    """Say what is wrong with the waits and the limit of background work before a task fails on them."""
    errors = [
        Error(
            f"TASK_RETRIES is wrong: {what}.",
            hint='Write it like {"default": [60, 300, 1500]}: the seconds to wait before each further try.',
            id="core.E005",
        )
        for what in _wrong_retries(settings.TASK_RETRIES)
    ]
    if not _is_seconds(settings.TASK_TIME_LIMIT) or not settings.TASK_TIME_LIMIT:
        errors.append(
            Error("TASK_TIME_LIMIT is wrong.", hint="Set TASK_TIME_LIMIT to a number of seconds.", id="core.E006")
        )
    return errors


def _wrong_retries(retries: Any) -> Iterator[str]:
    if not isinstance(retries, dict):
        yield "it is no mapping of tasks to waits"
        return
    if "default" not in retries:
        yield 'the waits of "default" are missing'
    for path, waits in retries.items():
        if not isinstance(waits, list | tuple) or not all(map(_is_seconds, waits)):
            yield f'the waits of "{path}" are no list of whole seconds'


def _is_seconds(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_WAIT


@register(Tags.database)
def check_database_answers(databases=None, **kwargs):
    """Say why a database does not answer; asked with `check --database default` and before migrating."""
    errors = []
    for alias in databases or []:
        try:
            connections[alias].ensure_connection()
        except OperationalError as error:
            reason = str(error).strip().partition("\n")[0]
            errors.append(Error(f"DATABASE_URL: the database cannot be reached: {reason}", id="core.E004"))
    return errors
