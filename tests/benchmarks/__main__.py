"""Measure, and print a table and JSON. `make bench`; with BENCH_HANDBOOK=DIRECTORY also the import of that handbook."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import load, people, servers

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, SECONDS = 6, 2.5
PRODUCT, BARE = "tests.benchmarks.settings_product", "tests.benchmarks.settings_bare"


class Bench:
    """A new database in a folder of its own, and the two settings over it."""

    def __init__(self, environment):
        self.environment = os.environ | environment

    def run(self, *arguments, settings=PRODUCT):
        """Run a Python program under a setting, and return its output and how long it took."""
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": settings},
            capture_output=True,
            text=True,
            check=False,
        )
        return done, time.perf_counter() - start

    def client(self, settings, path, cookie):
        """Start a process that asks one address when it is told to."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.client", path, cookie],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        first = process.stdout.readline().split()
        if first[:1] != ["200"]:
            raise SystemExit(f"{path} answered {' '.join(first)}")
        return process

    def queries(self, path, world):
        """Count the queries of one address, as the reader."""
        done, _seconds = self.run("-m", "tests.benchmarks.queries", path, world["rich"]["cookie"])
        if done.returncode:
            raise SystemExit(done.stderr)
        return int(done.stdout)


def rate(process):
    """Return the requests a second of one round."""
    process.stdin.write(f"{SECONDS}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def measure_page(bench):
    """Compare the rich page with the bare page: rounds in turn, so that both meet the same machine."""
    done, _seconds = bench.run("manage.py", "migrate", "--verbosity", "0")
    done, _seconds = bench.run("-m", "tests.benchmarks.world")
    if done.returncode:
        raise SystemExit(done.stderr)
    world = json.loads(done.stdout)
    rich = bench.client(PRODUCT, **world["rich"])
    bare = bench.client(BARE, **world["bare"])
    rounds = [(rate(rich), rate(bare)) for _ in range(ROUNDS)]
    for process in (rich, bare):
        process.stdin.close()
        process.wait()
    return world, {
        "sizes": world["sizes"],
        "rich page, requests a second": round(statistics.median(pair[0] for pair in rounds), 1),
        "bare page, requests a second": round(statistics.median(pair[1] for pair in rounds), 1),
        "rich / bare": round(statistics.median(pair[0] / pair[1] for pair in rounds), 2),
        "rich page, queries": bench.queries(world["rich"]["path"], world),
        "API, 20 comments, queries": bench.queries(world["comments"], world),
        "API, me, queries": bench.queries("/api/v1/me", world),
    }


def measure_import(bench, directory):
    """Import a handbook twice: the second run changes nothing."""
    first, seconds = bench.run("manage.py", "import_markdown", directory, "--section", "bench")
    again, seconds_again = bench.run("manage.py", "import_markdown", directory, "--section", "bench")
    return {
        "seconds": round(seconds, 1),
        "second run, seconds": round(seconds_again, 1),
        "said": first.stdout.splitlines()[-12:],
        "second run said": again.stdout.splitlines()[-6:],
    }


def measure_demo(bench):
    """Load the demo company into a new database, and start from it again."""
    environment = {"DEBUG": "1"}
    bench.environment |= environment
    _done, seconds = bench.run("manage.py", "demo", "--load-only", settings="cms.settings.dev")
    _done, seconds_again = bench.run("manage.py", "demo", "--load-only", settings="cms.settings.dev")
    return {"load, seconds": round(seconds, 1), "second start, seconds": round(seconds_again, 1)}


def table(name, rows):
    print(f"\n{name}")
    for label, value in rows.items():
        print(f"  {label:<32} {value}")


@contextmanager
def new_bench():
    """Yield a bench over an empty database."""
    with tempfile.TemporaryDirectory() as folder, servers.data(folder) as environment:
        yield Bench(environment)


def main():
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()}
    results = {"machine": machine | {"database": servers.engine()}}
    with new_bench() as bench:
        world, results["page"] = measure_page(bench)
        if os.environ.get("TEST_DATABASE_URL"):
            results["load"] = load.measure(bench.environment, world)
    if handbook := os.environ.get("BENCH_HANDBOOK"):
        with new_bench() as bench:
            bench.run("manage.py", "migrate", "--verbosity", "0")
            results["import"] = measure_import(bench, handbook)
    with new_bench() as bench:
        bench.run("manage.py", "migrate", "--verbosity", "0")
        results["people"] = people.measure(bench)
    with new_bench() as bench:
        results["demo"] = measure_demo(bench)
    for name, rows in results.items():
        table(name, rows)
    print("\n" + json.dumps(results))


if __name__ == "__main__":
    main()
