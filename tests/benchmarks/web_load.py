"""Ask a web server over loopback: clients in a closed loop on connections that are kept, and clients that dawdle.

Run as a process of its own. It prints one JSON object: requests a second, the median and the 95th percentile in
milliseconds, and how many answers were not as they should be.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter


async def read_answer(reader):
    """Read one whole answer, and return its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if headers.get(b"transfer-encoding") == b"chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(int(headers.get(b"content-length", b"0")))
    return status, headers.get(b"connection") != b"close"


class Loop:
    """One client after another request, until time is up."""

    def __init__(self, port, path, headers):
        self.port, self.times, self.failures = port, [], Counter()
        self.ask = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()

    async def run(self, until):
        reader = writer = None
        while time.perf_counter() < until:
            start = time.perf_counter()
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.write(self.ask)
                status, is_kept = await asyncio.wait_for(read_answer(reader), 30)
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                status, is_kept = 0, False
            self.times.append(time.perf_counter() - start)
            if status != 200:
                self.failures[status] += 1
            if not is_kept and writer is not None:
                writer.close()
                reader = writer = None


async def dawdle(port, head, rest, until):
    """Send a request a byte at a time, and never finish it."""
    while time.perf_counter() < until:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head)
            for byte in rest:
                if time.perf_counter() >= until:
                    break
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.2)
            writer.close()
        except OSError:
            await asyncio.sleep(0.2)


DAWDLING = {
    "headers": (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"a" * 1000),
    "body": (
        b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 1000\r\n\r\n",
        b"a" * 1000,
    ),
}


async def measure(options):
    until = time.perf_counter() + options.seconds
    headers = f"Cookie: sessionid={options.cookie}\r\nAccept-Encoding: gzip\r\n"
    loops = [Loop(options.port, options.path, headers) for _ in range(options.clients)]
    beside = [Loop(options.port, "/healthz/slow", "") for _ in range(options.long)]
    others = [dawdle(options.port, *DAWDLING[options.slow], until) for _ in range(options.dawdlers)]
    start = time.perf_counter()
    running = [asyncio.ensure_future(work) for work in [*(loop.run(until) for loop in beside), *others]]
    if running:
        await asyncio.sleep(0.5)
    await asyncio.gather(*(loop.run(until) for loop in loops))
    took = time.perf_counter() - start - (0.5 if running else 0)
    await asyncio.gather(*running)
    if failures := sum((loop.failures for loop in [*loops, *beside]), Counter()):
        print(f"answers that failed, by status: {dict(failures)}", file=sys.stderr)
    times = sorted(seconds for loop in loops for seconds in loop.times)
    return {
        "requests a second": round(len(times) / took, 1),
        "median ms": round(times[len(times) // 2] * 1000, 1),
        "p95 ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "failed": sum(loop.failures.total() for loop in [*loops, *beside]),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("--cookie", default="")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--long", type=int, default=0)
    parser.add_argument("--dawdlers", type=int, default=0)
    parser.add_argument("--slow", choices=DAWDLING, default="headers")
    parser.add_argument("--seconds", type=float, default=5)
    print(json.dumps(asyncio.run(measure(parser.parse_args()))))


if __name__ == "__main__":
    main()
