"""For the test suite: on SQLite in memory, or on the servers of TEST_DATABASE_URL and TEST_REDIS_URL (`make services`).

The variables of the product itself are not asked, so that no test ever meets a database that somebody uses.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "0")
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL", "")
os.environ["STORAGE_URL"] = os.environ["EMAIL_URL"] = ""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import CACHES, DATABASES, MIDDLEWARE

SECRET_KEY = "only-for-tests"  # noqa: S105 -- no data worth a secret
CHECK_LINKS = False  # no test looks outside; those of the link check ask a server of their own
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="palabre-test-media-"))
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
DATABASES["default"].setdefault("TEST", {})

#: Each process of a parallel run has a Redis database of its own, as it has a database: the tests empty it.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
if os.environ["REDIS_URL"]:
    server, _slash, first = os.environ["REDIS_URL"].rpartition("/")
    for cache in (CACHES["default"], CACHES["sessions"]):
        cache["LOCATION"] = f"{server}/{int(first) + WORKER}"
#: Literal numbers of queries count that of the session; tests/cms/core/test_cache.py tries sessions on Redis.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
