"""How far long work has come: a bar on a terminal, a plain line now and then elsewhere."""

import time
from typing import Protocol

WIDTH = 30
EVERY = 5.0  # seconds between two plain lines


class Out(Protocol):
    """What is written to: a stream, or a command's own."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> object: ...


class Progress:
    """Counts what is done, and says so without slowing the work down."""

    def __init__(self, out: Out, words: str, total: int) -> None:
        self.out = out
        self.words = words
        self.total = max(total, 1)
        self.done = 0
        self.is_bar = bool(getattr(out, "isatty", lambda: False)())
        self.said_at = time.monotonic()

    def step(self, _name: str = "") -> None:
        """Count one more."""
        self.add(1)

    def add(self, count: int) -> None:
        """Count some more."""
        self.done = min(self.done + count, self.total)
        if self.is_bar:
            self._draw()
        elif time.monotonic() - self.said_at >= EVERY:
            self.said_at = time.monotonic()
            self.out.write(f"{self.words}: {self.done} / {self.total}\n")
            self.out.flush()

    def finish(self) -> None:
        """Leave the line of the bar."""
        if self.is_bar:
            self.out.write("\n")
            self.out.flush()

    def _draw(self) -> None:
        filled = WIDTH * self.done // self.total
        bar = "█" * filled + "░" * (WIDTH - filled)
        self.out.write(f"\r{self.words} {bar} {self.done}/{self.total}")
        self.out.flush()
