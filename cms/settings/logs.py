"""Where log lines go: to the standard error stream, which systemd and container engines keep and turn over."""

from typing import Any


def configuration(level: str) -> dict[str, Any]:
    """Return Django's LOGGING for production: every line one JSON object, see `cms.core.logs`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "cms.core.logs.JsonLines"}},
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stream"], "level": level},
        "loggers": {
            # Django's own handlers print lines of another form and mail tracebacks to administrators.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Each request has a line already, so a 404 needs no second one. Errors come with their traceback.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # What editors do stands in Wagtail's own history; here it would tell titles that only some may read.
            "wagtail": {"level": "WARNING"},
        },
    }
