"""Read the addresses of servers: one URL each. What is wrong with one is kept for the system checks, never raised here."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

import dj_database_url
import dj_email_url

from cms.settings import environment

POSTGRESQL = {"postgres", "postgresql"}
#: Options of a PostgreSQL address that are ours, with their values in seconds, connections or uses when they are not given.
OURS = {
    "pool_min": 1,
    "pool_max": 8,
    "pool_wait": 10,
    "statement_timeout": 30,
    "lock_timeout": 10,
    "command_timeout": 60 * 60,
    "connect_timeout": 5,
    "prepare_after": 5,
}
#: Options of a PostgreSQL address that its client library understands; people seldom need another.
LIBPQ = {"application_name", "gssencmode", "keepalives_idle", "passfile", "service", "target_session_attrs"} | {
    f"ssl{name}" for name in ("mode", "cert", "key", "rootcert", "crl", "password", "negotiation")
}
SQLITE = {
    # A web server and a worker write to one file: readers must not block, and a writer takes its lock at the start.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
}
#: What is drawn once for many readers stays in the memory of each process (themes/kept.py), which costs no way to a server.
DRAWINGS = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "drawings",
    "OPTIONS": {"MAX_ENTRIES": 1000},
}
REDIS = {"redis": 6379, "rediss": 6379, "unix": None}
MAIL = {"smtp", "submission", "console", "file", "memory", "dummy"}
MAIL_TIMEOUT = 10  # seconds
DATABASE_SEARCH = "database://"
#: Pages ask short questions over many tables. The server takes some for long ones, as it has no figures of tables with few rows, and
#: compiling one takes seconds where answering it takes less than one thousandth.
ASKED_OFTEN = "-c jit=off"


class Wrong(ValueError):
    """What is wrong with an address, in words that show nothing of it: it holds a password."""


def database(name: str, default: str, *, serves: bool) -> dict[str, Any]:
    """Return the settings of the database that a variable names.

    An address that is wrong gives the database that answers nothing: a site on an empty one would look like a loss.
    """
    try:
        return _database(environment.text(name) or default, serves=serves)
    except ValueError as wrong:
        _note(name, wrong, "postgres://user:password@host:5432/name or sqlite:////folder/file")
        return {"ENGINE": "django.db.backends.dummy"}


def _database(url: str, *, serves: bool) -> dict[str, Any]:
    parts = _parts(url.replace("sqlite://:memory:", "sqlite:///:memory:"), {"sqlite", *POSTGRESQL})
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    options = _options(parts, LIBPQ | set(OURS))
    if len(parts.path) < 2 and "service" not in options:
        raise Wrong("the name of the database is missing after the host")
    ours = {key: _number(key, options.pop(key, value)) for key, value in OURS.items()}
    settings = dict(dj_database_url.parse(urlunsplit(parts._replace(query=""))))
    options.setdefault("application_name", "palabre")
    options |= {"connect_timeout": ours["connect_timeout"], "options": f"{ASKED_OFTEN} {_limits(ours, serves=serves)}"}
    # Parameters travel apart from the statement everywhere; only connections that serve live long enough to prepare it.
    options |= {"server_side_binding": True, "prepare_threshold": (serves and ours["prepare_after"]) or None}
    is_pooled = serves and ours["pool_max"] > 0
    if is_pooled:
        options["pool"] = {
            "min_size": min(ours["pool_min"], ours["pool_max"]),
            "max_size": ours["pool_max"],
            "timeout": ours["pool_wait"],
        }
    age = 60 if serves and not is_pooled else 0
    return settings | {"OPTIONS": options, "CONN_MAX_AGE": age, "CONN_HEALTH_CHECKS": serves}


def _sqlite(parts: SplitResult) -> dict[str, Any]:
    _options(parts, set())
    name = unquote(parts.path[1:]) or ":memory:"
    if parts.netloc:
        raise Wrong("a SQLite file follows three slashes, or four when its path begins at the root")
    if name != ":memory:" and not Path(name).parent.is_dir():
        raise Wrong(f"the folder {Path(name).parent} does not exist")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(SQLITE)}


def _limits(ours: dict[str, int], *, serves: bool) -> str:
    """Return the time limits that the server itself keeps: short where people wait, long for commands and the worker."""
    statement = ours["statement_timeout" if serves else "command_timeout"]
    lock = ours["lock_timeout"] if serves else max(ours["lock_timeout"], 60)
    limits = {
        "statement_timeout": statement,
        "lock_timeout": lock,
        "idle_in_transaction_session_timeout": 2 * statement,
    }
    return " ".join(f"-c {name}={seconds * 1000}" for name, seconds in limits.items())


def caches(name: str, *, release: str) -> dict[str, Any]:
    """Return the caches on the Redis that a variable names: the product's, and the short one of the sessions.

    A release reads nothing that another one wrote: its classes may have changed. Without Redis each process keeps its own.
    """
    url = environment.text(name)
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}, "drawings": DRAWINGS}
    try:
        parts = _parts(url, set(REDIS))
        _options(parts, {"db", "ssl_cert_reqs", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile"})
        if parts.scheme != "unix" and not (parts.path.strip("/") or "0").isdecimal():
            raise Wrong("the path is the number of a Redis database, such as /0")
    except ValueError as wrong:
        _note(name, wrong, "redis://:password@host:6379/0, rediss://… with TLS, or unix:///socket")
        nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        return {"default": nothing, "sessions": nothing, "drawings": DRAWINGS}
    redis = {"LOCATION": url, "KEY_PREFIX": f"palabre:{release}"}
    return {
        "default": {"BACKEND": "cms.core.cache.RedisCache", **redis},
        "sessions": {"BACKEND": "cms.core.cache.SessionCache", **redis},
        "drawings": DRAWINGS,
    }


def email(name: str) -> dict[str, Any]:
    """Return the settings of the mail server that a variable names; without one, mails are printed."""
    try:
        parts = _parts(environment.text(name) or "console://", MAIL)
        options = _options(parts, {"ssl", "tls", "timeout"})
        _number("timeout", options.get("timeout", MAIL_TIMEOUT))
        return {"EMAIL_TIMEOUT": MAIL_TIMEOUT} | {
            key: value for key, value in dj_email_url.parse(urlunsplit(parts)).items() if value is not None
        }
    except ValueError as wrong:
        _note(name, wrong, "submission://user:password@host:587, smtp://host:25, or console://")
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def storage(name: str) -> dict[str, Any]:
    """Return the store of uploaded files that a variable names: a bucket of an S3-compatible server, or a folder.

    Without one it is the folder MEDIA_ROOT.
    """
    url = environment.text(name)
    if not url:
        return {"BACKEND": "cms.files.storage.Folder"}
    try:
        parts = _parts(url, {"file", "s3"})
        return _folder(parts) if parts.scheme == "file" else _bucket(parts)
    except ValueError as wrong:
        _note(name, wrong, "s3://key:secret@host/bucket?region=… or file:///folder")
        return {"BACKEND": "cms.files.storage.NoStore"}


def search(name: str) -> dict[str, Any]:
    """Return the engine that the documents of the search lie in: the database."""
    try:
        parts = _parts(environment.text(name) or DATABASE_SEARCH, {"database"})
        if parts.netloc or parts.path or parts.query:
            raise Wrong("the database itself searches: nothing follows database://")
    except ValueError as wrong:
        _note(name, wrong, DATABASE_SEARCH)
    return {"BACKEND": "modelsearch.backends.database"}


def _folder(parts: SplitResult) -> dict[str, Any]:
    _options(parts, set())
    folder = Path(unquote(parts.path))
    if parts.netloc or not folder.is_absolute() or not folder.is_dir():
        raise Wrong(f"there is no folder {folder}" if not parts.netloc else "a folder follows three slashes")
    return {"BACKEND": "cms.files.storage.Folder", "OPTIONS": {"location": str(folder)}}


def _bucket(parts: SplitResult) -> dict[str, Any]:
    options = _options(parts, {"region", "prefix", "addressing", "tls"})
    bucket = parts.path.strip("/")
    if not parts.hostname or not bucket or "/" in bucket:
        raise Wrong("it names a server and one bucket on it")
    if not parts.username or not parts.password:
        raise Wrong("the key or its secret is missing")
    if options.get("addressing", "path") not in {"path", "virtual", "auto"}:
        raise Wrong("addressing is path, virtual or auto")
    protocol = "http" if options.get("tls") in environment.FALSE else "https"
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "cms.files.storage.Bucket",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "endpoint_url": f"{protocol}://{parts.hostname}{port}",
            "bucket_name": bucket,
            "region_name": options.get("region") or None,
            "location": options.get("prefix", ""),
            "addressing_style": options.get("addressing", "path"),
        },
    }


def _parts(url: str, schemes: set[str]) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in schemes:
        named = f"{parts.scheme}://" if parts.scheme and "://" in url else "a text without a scheme"
        raise Wrong(f"{named} is none of {', '.join(f'{scheme}://' for scheme in sorted(schemes))}")
    if parts.fragment:
        raise Wrong("a # ends the address: write it as %23 inside a password")
    try:
        _ = parts.port
    except ValueError:
        raise Wrong("the port is no number; write special characters of a password as %40, %2F and so on") from None
    return parts


def _options(parts: SplitResult, known: set[str]) -> dict[str, Any]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(set(options) - known):
        allowed = f"known are {', '.join(sorted(known))}" if known else "it takes none"
        raise Wrong(f"the option {unknown[0]} is unknown: {allowed}")
    return options


def _number(name: str, value: Any) -> int:
    if not str(value).isdecimal():
        raise Wrong(f"{name} is a whole number")
    return int(value)


def _note(name: str, wrong: ValueError, example: str) -> None:
    said = str(wrong) if isinstance(wrong, Wrong) else "it is no URL"
    environment.WRONG_ADDRESSES[name] = (said, example)
