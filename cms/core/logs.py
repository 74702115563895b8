"""Log lines that tell what happened, to what part of the product, and nothing about persons.

Each line is one JSON object with a fixed set of fields. Bodies, headers and query strings are never among them, and what
looks like an e-mail address or a secret is taken out of messages and tracebacks.
"""

import logging
import re
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from cms.core.request_ids import request_id, route_of

#: What a record may tell beside its message, when it has it.
FIELDS = ("method", "route", "status", "milliseconds", "task", "job")

#: What is taken out of texts, and what stands there instead.
SCRUBBED = (
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]*(?=@)"), "[removed]"),
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[^\s,\"']+"), r"\1 [removed]"),
    (
        re.compile(r"(?i)\b(\w*(?:token|key|secret|password|sessionid|cookie)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;)}]+"),
        r"\1[removed]",
    ),
    (re.compile(r"(/accounts/(?:password/reset/key|confirm-email)/)[^/\s\"']+"), r"\1[removed]"),
    (re.compile(r"(/[\w\-./%]*)\?[^\s\"'>]+"), r"\1?[removed]"),
)


def scrubbed(text: str) -> str:
    """Return a text without e-mail addresses, tokens, passwords and query strings."""
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text


class JsonLines(JsonFormatter):
    """Write a record as one line of JSON: the time (UTC), level, logger, message, number of the request, and `FIELDS`."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = scrubbed(_message(record))
        if number := request_id():
            log_data["request_id"] = number
        log_data |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if error := message_dict.get("exc_info"):
            log_data["error"] = scrubbed(str(error))


def _message(record: logging.LogRecord) -> str:
    """Return the message; where Django names the address of a request, its pattern stands instead."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    return message.replace(path, route_of(request)) if len(path) > 1 else message
