"""Cells of tables that people download and open in a spreadsheet."""

import re
from typing import Any

#: What a spreadsheet program takes for the beginning of a formula or a command.
FORMULA = re.compile(r"\s*[=+\-@\t\r]")
NUMBER = re.compile(r"\s*[+-]?\d+([.,]\d+)?\s*")


def plain_cell(value: Any) -> Any:
    """Return a value as a cell that no program runs: a text that looks like a formula gets an apostrophe before it."""
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    if isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value):
        return "'" + value
    return value
