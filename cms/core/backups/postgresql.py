"""A PostgreSQL database as one file, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from psycopg import pq
from psycopg.conninfo import make_conninfo

from cms.core.backups.refusals import Refused

#: Where Debian keeps the programs of each version.
DEBIAN = Path("/usr/lib/postgresql")
#: The limits of the product's own statements; a dump and a restore take as long as they take.
OUR_LIMITS = {"options"}
#: Runs before the saved tables come: everything that the product has in the database goes, in the same transaction.
EMPTY = """
SET lock_timeout = '60s';
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN
    SELECT c.oid::regclass AS name,
           CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i', 'a') AND c.relkind = 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relkind IN ('v', 'm') DESC
  LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', thing.kind, thing.name);
  END LOOP;
END $$;
"""


def dump(path: Path) -> None:
    _run(
        "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-comments", "--lock-wait-timeout=60000",
        f"--file={path}", _server(),
    )  # fmt: skip


def load(path: Path) -> None:
    """Replace the whole database in one transaction: it is the saved one afterwards, or as it was."""
    script, empty = path.with_suffix(".sql"), path.with_suffix(".empty.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", str(path))
    empty.write_text(EMPTY)
    connection.close()
    _run(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={empty}",
        f"--file={script}", _server(),
    )  # fmt: skip


def _parameters() -> dict[str, str]:
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()} - OUR_LIMITS
    return {name: str(value) for name, value in connection.get_connection_params().items() if name in known and value}


def _server() -> str:
    """Return the option that names the database, without the password: everybody on the machine sees it."""
    parameters = _parameters()
    parameters.pop("password", None)
    return f"--dbname={make_conninfo(**parameters)}"


def _run(program: str, *arguments: str) -> None:
    environment = os.environ | {"LC_ALL": "C", "PGPASSWORD": _parameters().get("password", "")}
    done = subprocess.run(  # noqa: S603 -- a program of PostgreSQL with our own arguments
        [_path(program), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Refused(f"{program} failed: {_reason(done.stderr)} The database is as it was.")


def _reason(said: str) -> str:
    """Return what a program said that is worth a line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [
        line for line in lines if "error:" in line.lower() or "fatal:" in line.lower() or "detail:" in line.lower()
    ]
    return " ".join(telling or lines[-1:]).rstrip(".") + "."


def _path(program: str) -> str:
    found = shutil.which(program)
    if found:
        return found
    installed = [path for path in DEBIAN.glob(f"*/bin/{program}") if path.parts[-3].isdigit()]
    if not installed:
        raise Refused(f"{program} was not found. Install the client of PostgreSQL: apt-get install postgresql-client.")
    return str(max(installed, key=lambda path: int(path.parts[-3])))
