"""A table's cells, and which of its columns are numbers."""

import re
from html import escape
from typing import Any

from cms.pages.markdown.nodes import Node

NUMBER = re.compile(
    r"^[-+\u2212\u2013]?\s?[$€£¥]?\s?\d[\d.,'\u00a0\u202f ]*(?:[kKmM]|bn)?\s?(?:%|€|\$|£|¥|EUR|USD|h|km|kg|min)?$"
)
WIDEST = 60


def grid(table: Node) -> tuple[list[Node], list[list[Node]]]:
    """Return the heading cells and the rows of cells; the first row is the heading when it is one."""
    rows = [[cell for cell in row.elements() if cell.tag in {"td", "th"}] for row in _rows(table)]
    rows = [_spread(row) for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *(Node("td") for _ in range(width - len(row)))] for row in rows]
    if padded and (all(cell.tag == "th" for cell in rows[0]) or _in_head(table)):
        return padded[0], padded[1:]
    return [Node("th") for _ in range(width)], padded


def _rows(table: Node) -> list[Node]:
    """Return the rows of a table, but not those of tables inside it."""
    found: list[Node] = []
    for child in table.elements():
        if child.tag == "tr":
            found.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            found.extend(row for row in child.elements() if row.tag == "tr")
    return found


def _in_head(table: Node) -> bool:
    return any(child.tag == "thead" and child.elements() for child in table.elements())


def _spread(row: list[Node]) -> list[Node]:
    spread: list[Node] = []
    for cell in row:
        spread.append(cell)
        span = cell.attrs.get("colspan", "1")
        extra = min(int(span), WIDEST) - 1 if span.isdecimal() and len(span) < 5 else 0
        spread.extend(Node(cell.tag) for _ in range(extra))
    return spread


def table_value(headings: list[str], rows: list[list[str]], words: list[list[str]]) -> dict[str, Any]:
    """Return the raw value of a table block from headings, cells as rich text, and the same cells as plain words."""
    columns = []
    values = [list(row) for row in rows]
    for position, heading in enumerate(headings):
        cells = [row[position] for row in words]
        numeric = any(cells) and all(not cell or NUMBER.match(cell) for cell in cells)
        numeric = numeric and all(rows[at][position] in {"", f"<p>{escape(cell)}</p>"} for at, cell in enumerate(cells))
        columns.append({"type": "number" if numeric else "text", "heading": heading})
        for row, cell in zip(values, cells, strict=True):
            row[position] = cell if numeric else row[position]
    return {"caption": "", "columns": columns, "rows": [{"values": row} for row in values]}
