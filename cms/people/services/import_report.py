"""What an import of people did, or would do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass
class ImportReport:
    """How many people are new, changed and so on; `said` and `failed` are lines of the file with words about them."""

    counts: Counter[str] = field(default_factory=Counter)
    said: list[tuple[int, str]] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)

    def fail(self, number: int, reason: str) -> None:
        """Note that a line does not go in."""
        self.failed.append((number, reason))

    def withdraw(self, numbers: Iterable[int], kinds: Iterable[str]) -> None:
        """Take back what was said of lines that did not go in after all; `kinds` are what they were counted as."""
        gone = set(numbers)
        self.said = [line for line in self.said if line[0] not in gone]
        self.counts.subtract(kinds)

    def summary(self) -> str:
        """Return the numbers in one sentence."""
        numbers = {name: self.counts[name] for name in ("new", "changed", "left", "returned", "same")}
        return _(
            "%(new)d new, %(changed)d changed, %(left)d left, %(returned)d returned, %(same)d as they were, "
            "%(failed)d not imported."
        ) % (numbers | {"failed": len(self.failed)})
