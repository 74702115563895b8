"""Many people at once, against the web server as it runs in production: a closed loop, each asks again when it was answered."""

import http.client
import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLIENTS, SECONDS = 64, 60
WARM, REQUESTS = 1_000, 10_000


class Server:
    """The product's web server on a free port, and the memory of its workers."""

    def __init__(self, environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            command(self.port), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def _wait(self):
        for _ in range(300):
            try:
                if self.ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5), "GET", "/healthz") == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The web server did not start.")

    def ask(self, connection, method, path, headers=None, body=None):
        """Send one request, read its whole answer, and return the status."""
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        response.read()
        return response.status

    def memory(self):
        """Return the resident memory of each worker in MiB, the largest last."""
        found = []
        for child in _descendants(self.process.pid):
            status = Path(f"/proc/{child}/status").read_text(encoding="ascii")
            found.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
        return sorted(found)

    def stop(self):
        """End the server with its workers."""
        self.process.terminate()
        self.process.wait(30)


def command(port):
    """Return how production starts the web server on two cores: see docs/adr/0004."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--no-access-log"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "8"),
        "cms.wsgi:application",
    ]


def _descendants(pid):
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]
    return children + [below for child in children for below in _descendants(child)]


class Crowd:
    """Clients that ask for the same mix of things until they have enough."""

    def __init__(self, server, requests):
        self.server, self.requests = server, requests
        self.statuses, self.times, self.lock = Counter(), [], threading.Lock()

    def run(self, *, clients, seconds=None, count=None):
        """Let `clients` ask for some seconds, or until `count` requests are answered."""
        end = time.monotonic() + (seconds or 3600)
        left = iter(range(count or 10**9))
        threads = [threading.Thread(target=self._ask, args=(number, end, left)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self, number, end, left):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        turn = number
        while time.monotonic() < end:
            with self.lock:
                if next(left, None) is None:
                    return
            turn += 1
            started = time.perf_counter()
            try:
                status = self.server.ask(connection, *self.requests[turn % len(self.requests)])
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
                connection.close()
            with self.lock:
                self.statuses[status] += 1
                self.times.append(time.perf_counter() - started)


def measure(environment, world):
    """Return what 64 clients meet in a minute, and what 10,000 requests leave in the workers' memory."""
    server = Server(environment | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings_product", "ALLOWED_HOSTS": "*"})
    try:
        crowd = Crowd(server, requests_of(world))
        crowd.run(clients=CLIENTS, seconds=SECONDS)
        Crowd(server, requests_of(world)[:-1]).run(clients=8, count=WARM)
        before = server.memory()
        Crowd(server, requests_of(world)[:-1]).run(clients=8, count=REQUESTS)
        after = server.memory()
    finally:
        server.stop()
    good = crowd.statuses[200] + crowd.statuses[201]
    return {
        "clients": CLIENTS,
        "answers": sum(crowd.statuses.values()),
        "not answered well": {str(status): n for status, n in crowd.statuses.items() if status not in {200, 201}},
        "requests a second": round(good / SECONDS, 1),
        "median, ms": round(statistics.median(crowd.times) * 1000),
        "95 of 100 within, ms": round(statistics.quantiles(crowd.times, n=20)[-1] * 1000),
        "workers, MiB before and after 10,000 requests": [round(before[-1], 1), round(after[-1], 1)],
        "growth of the largest worker, %": round((sum(after) / sum(before) - 1) * 100, 2),
    }


def requests_of(world):
    """Return the mix: pages and lists by one reader's browser, lists and now and then a word by many programs."""
    reader = {"Cookie": f"sessionid={world['rich']['cookie']}"}
    mix = []
    for token in world["tokens"]:
        program = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        mix += [
            ("GET", world["rich"]["path"], reader),
            ("GET", "/en/network/", reader),
            ("GET", world["comments"], program),
            ("GET", "/en/search/?q=call", reader),
            ("GET", "/api/v1/feed", program),
            ("GET", world["rich"]["path"], reader),
        ]
    said = json.dumps({"body": "One more word."})
    return [*mix, ("POST", world["comments"], program, said)]
