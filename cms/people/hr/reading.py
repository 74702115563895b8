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


@dataclass(frozen=True)
class HrFile:
    header: Header
    lines: list[Line]


def read_file(path: Path) -> HrFile:
    """Return the header and the lines of a CSV file, or raise `UnreadableFile`. Lines without any text are left out."""
    csv.field_size_limit(LONGEST_CELL)
    text = _decode(_bytes_of(path))
    lines = _records(text, _delimiter_of(text))
    try:
        first = next(lines, None)
        if first is None:
            raise UnreadableFile(_("The file is empty. Its first line has to name the columns."))
        return HrFile(read_header(first.cells), list(lines))
    except csv.Error as error:
        raise UnreadableFile(
            _("The file cannot be read as a table (%(reason)s). Save it as CSV again.") % {"reason": error}
        ) from error


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


def _records(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Line(number, cells)
        number = reader.line_num + 1
