"""For real people. What would not be safe does not start and names its variable; see docs/operations.md."""

from pathlib import Path

from cms.settings import environment, logs, refusals, sentry
from cms.settings.base import *  # noqa: F403
from cms.settings.base import (
    BASE_URL,
    CONTENT_SECURITY_POLICY,
    DEBUG,
    RELEASE,
    SECRET_KEY,
    STORAGES,
    VAR_DIR,
)

ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")  # no default: it is the laptop's
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
refusals.stop_at(
    refusals.refusals(
        debug=DEBUG,
        secret_keys=[SECRET_KEY, *SECRET_KEY_FALLBACKS],
        allowed_hosts=ALLOWED_HOSTS,
        base_url=environment.text("BASE_URL"),
    )
)

# --- https ----------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # monitors ask the process itself, without the proxy
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_HTTPONLY = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True
#: A preload list holds whole domains for years; who owns the domain enters it there, not one of its applications.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# --- static files ---------------------------------------------------------------------------------------------------

#: An image has them built in; elsewhere `collectstatic` writes them below VAR_DIR.
STATIC_ROOT = Path(environment.text("STATIC_ROOT") or VAR_DIR / "static")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "themes.static_files.ReleasedFiles"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- what is told about errors --------------------------------------------------------------------------------------

LOGGING = logs.configuration(environment.choice("LOG_LEVEL", ("INFO", "WARNING", "ERROR"), "INFO"))
if SENTRY_DSN := environment.text("SENTRY_DSN"):
    sentry.start(dsn=SENTRY_DSN, release=RELEASE, place=environment.text("SENTRY_PLACE", "production"))

if not environment.text("EMAIL_URL"):
    # Messages hold links that open an account: they never land in a log. Without a mail server here, sending fails aloud.
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_SUBJECT_PREFIX = ""
SERVER_EMAIL = f"palabre@{BASE_URL.partition('://')[2]}"
