"""What the cells of a line mean, and whether they can be true."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from unicodedata import category

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.people.hr.columns import KEY, Header
from cms.people.hr.reading import Line

SEPARATORS = re.compile(r"[;,|]")
LENGTHS = {
    KEY: 50,
    "username": 150,
    "email": 254,
    "first_name": 150,
    "last_name": 150,
    "job": 200,
    "unit": 500,
    "manager": 50,
    "phone": 50,
    "location": 200,
}
LONGEST_PHRASE, MOST_PHRASES = 100, 50
EARLIEST = date(1900, 1, 1)


class BadLine(Exception):
    """A line that does not go in, with the reason."""


@dataclass
class Entry:
    """What one line says of a person: `facts` by the names of the columns, for the columns that the file has."""

    number: int
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


def read_line(line: Line, header: Header) -> Entry:
    """Return what a line says, or raise `BadLine`."""
    if line.is_open:
        raise BadLine(_("a quotation mark is not closed; close it, or leave it out"))
    if len(line.cells) != header.width:
        _settle_width(line, header)
    facts = {column: _value(column, line.cells[place]) for column, place in header.places.items()}
    key = facts.pop(KEY)
    if not key:
        raise BadLine(_("the employee number is missing"))
    _check_days(facts)
    return Entry(line.number, key, facts)


def _settle_width(line: Line, header: Header) -> None:
    """Accept empty cells beyond the header; refuse everything else, as a cell would be read in the wrong column."""
    if len(line.cells) < header.width or any(cell.strip() for cell in line.cells[header.width :]):
        count = len(line.cells)
        told = ngettext(
            "%(cells)d cell, where the header has %(columns)d",
            "%(cells)d cells, where the header has %(columns)d",
            count,
        )
        raise BadLine(told % {"cells": count, "columns": header.width})


def _value(column: str, cell: str) -> Any:
    text = " ".join(cell.split())
    if any(category(char) == "Cc" for char in text):
        raise BadLine(_("“%(column)s” has a character that cannot be shown") % {"column": column})
    if len(text) > LENGTHS.get(column, len(text)):
        raise BadLine(
            _("“%(column)s” has %(length)d characters; at most %(most)d are kept")
            % {"column": column, "length": len(text), "most": LENGTHS[column]}
        )
    read = READERS.get(column)
    return read(column, text) if read else text


def _username(column: str, text: str) -> str:
    if text:
        try:
            UnicodeUsernameValidator()(text)
        except ValidationError as wrong:
            raise BadLine(_("“%(text)s” is no user name: letters, digits and @ . + - _") % {"text": text}) from wrong
    return text


def _email(column: str, text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError as wrong:
            raise BadLine(_("“%(text)s” is no e-mail address") % {"text": text}) from wrong
    return text


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
        if day >= EARLIEST:
            return day
    raise BadLine(
        _("“%(text)s” in “%(column)s” is no date: YYYY-MM-DD or DD/MM/YYYY") % {"text": text, "column": column}
    )


def _phrases(column: str, text: str) -> list[str]:
    phrases = [phrase for part in SEPARATORS.split(text) if (phrase := part.strip())]
    if len(phrases) > MOST_PHRASES or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        raise BadLine(
            _("“%(column)s” has more than %(most)d entries, or one of more than %(longest)d characters")
            % {"column": column, "most": MOST_PHRASES, "longest": LONGEST_PHRASE}
        )
    return list(dict.fromkeys(phrases))


READERS: dict[str, Callable[[str, str], Any]] = {
    "username": _username,
    "email": _email,
    "start_date": _day,
    "end_date": _day,
    "languages": _phrases,
    "skills": _phrases,
}


def _check_days(facts: dict[str, Any]) -> None:
    start, end = facts.get("start_date"), facts.get("end_date")
    if start and end and end < start:
        raise BadLine(_("the last day (%(end)s) is before the first (%(start)s)") % {"end": end, "start": start})
