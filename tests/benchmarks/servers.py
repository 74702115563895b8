"""Where the data that are measured stand: on PostgreSQL with Redis where `make services` named them, else on SQLite."""

import os
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg


@contextmanager
def data(folder):
    """Yield the environment of a new, empty database, and drop it afterwards."""
    environment = {"VAR_DIR": str(folder), "SECRET_KEY": "benchmark-" * 6, "DEBUG": "0", "BASE_URL": "http://localhost"}
    environment |= {"SERVING": "1"}  # connections are kept, as web servers do
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield environment | {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        return
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            own = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
            yield environment | {"DATABASE_URL": own, "REDIS_URL": os.environ.get("TEST_REDIS_URL", "")}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def engine():
    """Return what the figures were measured on."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        return "SQLite"
    with psycopg.connect(server) as connection:
        version = connection.info.server_version // 10000
    return f"PostgreSQL {version}" + (", Redis" if os.environ.get("TEST_REDIS_URL") else "")
