"""A cache on Redis that the product can do without: while Redis is away it knows nothing, and reading and writing go on.

What must not be lost or believed for long is not in it: sessions stand in the database and are only quickened here.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

#: Seconds that one question may take before Redis counts as away, and that it is then left alone.
PATIENCE = 0.5
LEFT_ALONE = 2
#: Seconds between two log lines about a Redis that is away.
SAID_EVERY = 60


class Absence:
    """Whether Redis is away, known to all threads of the process: one of them waits, not each."""

    def __init__(self) -> None:
        self._until = 0.0
        self._said_at = -float(SAID_EVERY)

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self._until

    def note(self, error: RedisError) -> None:
        now = time.monotonic()
        self._until = now + LEFT_ALONE
        if now - self._said_at >= SAID_EVERY:
            self._said_at = now
            logger.warning("Redis (REDIS_URL) does not answer; the product goes on without: %s", error)


absence = Absence()


class Client(RedisCacheClient):
    """Asks Redis, and takes silence for an answer: nothing is found, and what is written is forgotten."""

    def __init__(self, servers: Any, **options: Any) -> None:
        # One more try at once: a connection that was closed meanwhile is no outage.
        patience: dict[str, Any] = {
            "socket_connect_timeout": PATIENCE,
            "socket_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 1),
        }
        super().__init__(servers, **(patience | options))
        self._asked: Any = None

    def get_client(self, key=None, *, write=False):
        """Return the client of the one server, made once: making one costs more than asking Redis."""
        if self._asked is None:
            self._asked = super().get_client(key, write=write)
        return self._asked

    def _ask(self, question: Callable[[], Any], otherwise: Any) -> Any:
        if absence.lasts:
            return otherwise
        try:
            return question()
        except RedisError as error:
            absence.note(error)
            return otherwise

    def add(self, key, value, timeout):
        # What is not there is added; who asks to be the first is the first.
        return self._ask(lambda: super(Client, self).add(key, value, timeout), otherwise=True)

    def get(self, key, default):
        return self._ask(lambda: super(Client, self).get(key, default), otherwise=default)

    def set(self, key, value, timeout):
        return self._ask(lambda: super(Client, self).set(key, value, timeout), otherwise=None)

    def touch(self, key, timeout):
        return self._ask(lambda: super(Client, self).touch(key, timeout), otherwise=False)

    def delete(self, key):
        return self._ask(lambda: super(Client, self).delete(key), otherwise=False)

    def get_many(self, keys):
        return self._ask(lambda: super(Client, self).get_many(keys), otherwise={})

    def has_key(self, key):
        return self._ask(lambda: super(Client, self).has_key(key), otherwise=False)

    def incr(self, key, delta):
        found = self._ask(lambda: super(Client, self).incr(key, delta), otherwise=None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def set_many(self, data, timeout):
        return self._ask(lambda: super(Client, self).set_many(data, timeout), otherwise=None)

    def delete_many(self, keys):
        return self._ask(lambda: super(Client, self).delete_many(keys), otherwise=None)

    def clear(self):
        return self._ask(lambda: super(Client, self).clear(), otherwise=False)


class RedisCache(DjangoRedisCache):
    """Django's cache on Redis, with the patient client."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client


class SessionCache(RedisCache):
    """Keeps sessions for a short time only: one that was ended while Redis was away is not believed for long."""

    LONGEST = 5 * 60  # seconds

    def get_backend_timeout(self, timeout=DEFAULT_TIMEOUT):
        wanted = super().get_backend_timeout(timeout)
        return self.LONGEST if wanted is None else min(wanted, self.LONGEST)
