"""What went wrong, told to operators without what people wrote.

The message of an exception may hold anything: a sentence of a comment, an address, a name that a database refused. So
nothing of it is kept, except where the kind of the exception tells that a machine speaks about itself.
"""

import os
import traceback
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError

#: The longest reason that is kept, in characters.
MAX_REASON = 300
#: So many of the innermost places are kept.
MAX_PLACES = 30

STOPPED = _("The worker stopped in the middle of it.")


@dataclass(frozen=True)
class Failure:
    #: One line: what it was, and why where that is safe to tell, or else where.
    reason: str
    #: Where it was raised, file by file, without any value.
    details: str = ""
    #: The class of the exception, where there was one.
    kind: str = ""


def describe(error: BaseException) -> Failure:
    """Tell a failure in a line, and the places it came through; never what an exception quotes."""
    kind = _kind(error)
    why, where = _why(error), _where(error)
    reason = f"{kind}: {why}" if why else f"{kind} in {where}" if where else kind
    return Failure(reason=reason[:MAX_REASON], details=_places(error), kind=kind)


def _why(error: BaseException) -> str:
    if isinstance(error, DomainError):
        return error.code
    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, ImportError):
        return error.name or ""
    if isinstance(error, OperationalError | InterfaceError):
        return str(error).partition("\n")[0]
    return ""


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _where(error: BaseException) -> str:
    """Return the innermost place in our own code that it came through."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return next((_place(frame) for frame in frames if _is_ours(frame.filename)), "")


def _places(error: BaseException) -> str:
    lines = []
    raised: BaseException | None = error
    while raised is not None:
        frames = traceback.extract_tb(raised.__traceback__)[-MAX_PLACES:]
        lines.append("\n".join([*(_place(frame) for frame in frames), _kind(raised)]))
        raised = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
    return "\n\n".join(reversed(lines))


def _place(frame: traceback.FrameSummary) -> str:
    name = os.path.relpath(frame.filename, settings.BASE_DIR) if _is_ours(frame.filename) else _short(frame.filename)
    return f"{name}:{frame.lineno} {frame.name}"


def _is_ours(filename: str) -> bool:
    return filename.startswith(os.path.join(settings.BASE_DIR, "")) and "site-packages" not in filename


def _short(filename: str) -> str:
    return filename.rpartition("site-packages/")[2] if "site-packages/" in filename else os.path.basename(filename)
