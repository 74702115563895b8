"""Compare web servers under the product, in one run on one machine: `python -m tests.benchmarks.web_servers`.

All run at once, with two processes of eight threads each, and are asked in turn, round after round, so that each meets the
same machine. The database is the one of DATABASE_URL, which should be empty, or a new SQLite file.
"""

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.__main__ import ROOT, table

BIN = Path(sys.executable).parent
SETTINGS = "tests.benchmarks.settings_served"
KEY = "Only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz"
SERVERS = {
    "granian": "granian --interface wsgi --workers 2 --blocking-threads 8 --no-access-log --host 127.0.0.1 --port {port}"
    " cms.wsgi:application",
    "gunicorn, threads": "gunicorn --worker-class gthread --workers 2 --threads 8 --keep-alive 75 --bind 127.0.0.1:{port}"
    " cms.wsgi:application",
    "uvicorn": "uvicorn --workers 2 --no-access-log --log-level warning --lifespan off --host 127.0.0.1 --port {port}"
    " tests.benchmarks.asgi:application",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scenarios(world, static):
    """Return what is asked: name, address and who else is there."""
    page = [world["rich"]["path"], "--cookie", world["rich"]["cookie"]]
    return {
        "page, 32 clients": [*page, "--clients", "32"],
        "health, 32 clients": ["/healthz", "--clients", "32"],
        "static file, 16 clients": [static, "--clients", "16"],
        "page, 16 clients beside 6 long requests": [*page, "--clients", "16", "--long", "6"],
        "page, 16 clients beside 100 slow headers": [*page, "--clients", "16", "--dawdlers", "100"],
        "page, 16 clients beside 16 slow bodies": [*page, "--clients", "16", "--dawdlers", "16", "--slow", "body"],
    }


def tree(pid):
    """Return a process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(below for child in children for below in tree(int(child)))]


def memory(pid):
    """Return the memory of a process and all below it in MiB, what they share counted once."""
    total = 0
    for each in tree(pid):
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return round(total / 1024)


def prepare(environment):
    """Make the data and the static files; return the world and the address of a static file."""

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout

    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    world = json.loads(run("-m", "tests.benchmarks.world"))
    manifest = json.loads((Path(environment["VAR_DIR"]) / "static" / "staticfiles.json").read_text())
    return world, "/static/" + manifest["paths"]["themes/base.css"]


def wait_until_ready(port, warm):
    """Ask a page until it comes, and a little longer: the first requests load what all later ones use."""
    for _ in range(200):
        try:
            return ask(port, [*warm, "--clients", "8", "--seconds", "1"])
        except ValueError:
            time.sleep(0.5)
    raise SystemExit("A server did not start.")


def ask(port, arguments):
    """Measure one scenario against one server; an answer that is not as it should be ends the run."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.web_load", str(port), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    result = json.loads(done.stdout or "{}")
    if not result or result["failed"]:
        raise ValueError(done.stderr)
    return result


def measure(running, asked, rounds, seconds):
    """Ask every server every scenario, round after round; return the medians."""
    results = {}
    for _ in range(rounds):
        for scenario, arguments in asked.items():
            for server, (_process, port) in running.items():
                found = ask(port, [*arguments, "--seconds", str(seconds)])
                results.setdefault(scenario, {}).setdefault(server, []).append(found)
    return {
        scenario: {
            server: {key: round(statistics.median(found[key] for found in rows), 1) for key in rows[0]}
            for server, rows in servers.items()
        }
        for scenario, servers in results.items()
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            **os.environ,
            "VAR_DIR": folder,
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "localhost",
            "BASE_URL": "https://localhost",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "SERVING": "1",
        }
        world, static = prepare(environment | {"SERVING": "0"})
        running = {}
        for server, command in SERVERS.items():
            port = free_port()
            words = command.format(port=port).split()
            process = subprocess.Popen([BIN / words[0], *words[1:]], cwd=ROOT, env=environment, start_new_session=True)
            running[server] = process, port
        try:
            asked = scenarios(world, static)
            for _process, port in running.values():
                wait_until_ready(port, next(iter(asked.values()))[:3])
            results = measure(running, asked, options.rounds, options.seconds)
            results["memory after it, MiB"] = {server: memory(process.pid) for server, (process, _) in running.items()}
        finally:
            for process, _port in running.values():
                os.killpg(process.pid, signal.SIGTERM)
            for process, _port in running.values():
                process.wait(timeout=20)
    for scenario, servers in results.items():
        table(scenario, servers)
    print("\n" + json.dumps(results))


if __name__ == "__main__":
    main()
