"""Small work that must not slow the answer: it runs in this process once the answer is sent.

It is for facts whose loss with a crash is bearable (a read that is not counted). What must not be lost is a task.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.core.signals import request_finished
from django.db import connections
from django.dispatch import receiver

logger = logging.getLogger(__name__)

_pending: ContextVar[list[Callable[[], None]] | None] = ContextVar("after_response", default=None)


def begin() -> None:
    """Start collecting, at the beginning of a request."""
    _pending.set([])


def after_response(work: Callable[[], None]) -> None:
    """Run `work` when the answer of the current request has been sent; at once outside a request."""
    pending = _pending.get()
    if pending is None:
        work()
    else:
        pending.append(work)


@receiver(request_finished)
def on_request_finished(**kwargs):
    pending = _pending.get() or []
    _pending.set(None)
    for work in pending:
        try:
            work()
        except Exception:
            # Without its arguments: they may be what nobody should read in a log.
            logger.exception("Work after the response failed: %r", getattr(work, "func", work))
    if pending:
        _give_connections_back()


def _give_connections_back() -> None:
    """Do again what Django did before: a pool would miss the connection that the work took."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
