"""System checks of the settings: a wrong value names its variable and says what would be right."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import OperationalError, connections


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
