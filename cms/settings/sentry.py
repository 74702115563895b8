"""Errors go to Sentry when SENTRY_DSN says where: the traceback and the release, nothing about persons."""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.utils import BadDsn

from cms.core.logs import scrubbed
from cms.core.request_ids import request_id
from cms.settings import environment


def start(*, dsn: str, release: str, place: str) -> None:
    """Send errors to a Sentry. A DSN that is none is reported by the system checks."""
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=release,
            environment=place,
            integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
            send_default_pii=False,
            max_request_body_size="never",
            include_local_variables=False,
            max_breadcrumbs=0,
            server_name="",
            before_send=without_persons,
        )
    except BadDsn:
        environment.UNREADABLE["SENTRY_DSN"] = "the address that Sentry shows for the project"


def without_persons(event: Any, hint: dict[str, Any]) -> Any:
    """Take out of an event what could name a person or hold a secret, and add the number of the request."""
    request = event.get("request", {})
    event["request"] = {"method": request["method"]} if "method" in request else {}
    event.pop("user", None)
    event.pop("breadcrumbs", None)
    event.pop("extra", None)
    if number := request_id():
        event.setdefault("tags", {})["request_id"] = number
    for error in event.get("exception", {}).get("values", []):
        error["value"] = scrubbed(str(error.get("value") or ""))
    if "logentry" in event:
        event["logentry"] = {"message": scrubbed(str(event["logentry"].get("message", "")))}
    return event
