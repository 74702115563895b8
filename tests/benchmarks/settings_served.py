"""The product as it runs in production, without the redirect to https: the load comes over loopback."""

from cms.settings.production import *  # noqa: F403
from cms.settings.production import INSTALLED_APPS

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks.bare"]
ROOT_URLCONF = "tests.benchmarks.urls_served"
LOGGING = {"version": 1, "disable_existing_loggers": False}
