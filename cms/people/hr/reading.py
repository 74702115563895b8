"""From the bytes of a file to its lines: which letters, and which character separates the cells."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from cms.people.hr.columns import Header, UnreadableFile, known_headings, read_header

MOST_BYTES = 200 * 1024 * 1024
#: The longest cell: a first line with a million columns still has to be counted.
LONGEST_CELL = 1024 * 1024
DELIMITERS = ";,\t"


@dataclass(frozen=True)
class Line:
    """One record of the file. `number` is its first line in an editor, where the header is line 1."""

    number: int
    cells: list[str]
    #: What it opens with a quotation mark it does not close: it would take the next records for its own cell.
    is_open: bool = False


@dataclass(frozen=True)
class HrFile:
    header: Header
    lines: list[Line]


def read_file(path: Path) -> HrFile:
    """Return the header and the lines of a CSV file, or raise `UnreadableFile`. Lines without any text are left out."""
    csv.field_size_limit(LONGEST_CELL)
    text = _decode(_bytes_of(path))
    table = _Table(list(StringIO(text, newline="")), _delimiter_of(text))
    try:
        headings = table.take_headings()
    except csv.Error as error:
        raise UnreadableFile(
            _("The file cannot be read as a table (%(reason)s). Save it as CSV again.") % {"reason": error}
        ) from error
    if headings is None:
        raise UnreadableFile(_("The file is empty. Its first line has to name the columns."))
    header = read_header(headings)
    return HrFile(header, list(table.take_lines(set(header.places.values()))))


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile(
                _("The file has %(size)d MB; at most %(most)d are read.")
                % {"size": size // 1024**2, "most": MOST_BYTES // 1024**2}
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            _("The file %(path)s cannot be opened: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error


def _decode(raw: bytes) -> str:
    """Return the text of UTF-8, with or without a mark at its beginning, or of Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(_("The file is UTF-16. Save it as “CSV UTF-8”."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The letters of the file are neither UTF-8 nor Windows-1252. Save it as “CSV UTF-8”."))


def _delimiter_of(text: str) -> str:
    """Return the character that separates the most headings that we know; a semicolon when none does."""
    first = text.lstrip("\r\n").partition("\n")[0].rstrip("\r")

    def headings(delimiter: str) -> int:
        try:
            return known_headings(next(csv.reader([first], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=headings)


class _Table:
    """The rows of a text as an editor counts them, taken from it record by record."""

    def __init__(self, rows: list[str], delimiter: str):
        self.rows, self.delimiter, self.taken = rows, delimiter, 0

    def take_headings(self) -> list[str] | None:
        """Return the cells of the first record with any text, None where there is none, or raise `csv.Error`."""
        while self.taken < len(self.rows):
            cells, self.taken = self._record()
            if _has_text(cells):
                return cells
        return None

    def take_lines(self, read: set[int]) -> Iterator[Line]:
        """Return the records that follow; `read` are the places of the cells that somebody looks at."""
        while self.taken < len(self.rows):
            number = self.taken + 1
            try:
                cells, after = self._record()
            except csv.Error:  # a cell without end
                cells, after = [], len(self.rows) + 1
            if after > number and self._is_open(cells, after, read):
                self.taken = number
                yield Line(number, cells, is_open=True)
                continue
            self.taken = after
            if _has_text(cells):
                yield Line(number, cells)

    def _record(self) -> tuple[list[str], int]:
        """Return the cells of the next record, and how many rows are taken with it."""
        reader = csv.reader((self.rows[at] for at in range(self.taken, len(self.rows))), delimiter=self.delimiter)
        return next(reader), self.taken + reader.line_num

    def _is_open(self, cells: list[str], after: int, read: set[int]) -> bool:
        """Tell whether a record of several rows ends nowhere, or goes on in a row that looks like one of its own."""
        if not cells or sum(row.count('"') for row in self.rows[self.taken : after]) % 2:
            return True
        tails = (cell.partition("\n")[2] for place, cell in enumerate(cells) if place in read)
        return any(self.delimiter in tail for tail in tails)


def _has_text(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)
