"""Read settings from the environment, and remember what could not be read for the system checks."""

import os
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}

#: Variables whose value could not be understood: name -> what would be right. `cms.core.checks` reports them.
UNREADABLE: dict[str, str] = {}
#: Addresses of servers that are wrong: name -> what is wrong, and what a right one looks like.
WRONG_ADDRESSES: dict[str, tuple[str, str]] = {}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value not in FALSE:
        UNREADABLE[name] = "1 or 0"
        return default
    return False


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in allowed:
        UNREADABLE[name] = " or ".join(allowed)
        return default
    return value


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, *, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        UNREADABLE[name] = f"a whole number such as {default}"
        return default
    return int(value)


def zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        UNREADABLE[name] = f"a time zone such as {default}"
        return default
    return value


def site(name: str, default: str) -> str:
    """Return the address of a whole site: a scheme and a host, and no path."""
    value = text(name) or default
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_right = False
    if not is_right or parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        UNREADABLE[name] = "the address that people type, such as https://palabre.example.com"
        return default
    return value.rstrip("/")


def sender(name: str, default: str) -> str:
    value = text(name) or default
    mailbox, at, host = parseaddr(value)[1].rpartition("@")
    if not (mailbox and at and host):
        UNREADABLE[name] = "an address such as Palabre <palabre@example.com>"
        return default
    return value
