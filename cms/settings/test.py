"""For the test suite."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "0")

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES, MIDDLEWARE

SECRET_KEY = "only-for-tests"  # noqa: S105 -- no data worth a secret
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="palabre-test-media-"))
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
DATABASES["default"].setdefault("TEST", {})
