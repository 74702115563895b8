"""The columns of the HR file, by the names that companies give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

from django.utils.translation import gettext as _

KEY = "employee_number"
#: Our name of a column -> the names in French that mean the same.
NAMES = {
    KEY: ["matricule"],
    "username": ["identifiant"],
    "email": ["courriel", "e-mail"],
    "first_name": ["prénom"],
    "last_name": ["nom"],
    "job": ["poste"],
    "unit": ["unité"],
    "manager": ["responsable"],
    "phone": ["téléphone"],
    "location": ["site"],
    "languages": ["langues"],
    "skills": ["compétences"],
    "start_date": ["entrée"],
    "end_date": ["sortie"],
}
MOST_COLUMNS = 200


class UnreadableFile(Exception):
    """The file cannot be read at all; the sentence says what to do."""


@dataclass(frozen=True)
class Header:
    """Which column stands where. `ignored` are the headings that mean nothing to us."""

    places: dict[str, int]
    width: int
    ignored: list[str]


def plain(heading: str) -> str:
    """Return a heading without case, accents and what separates its words."""
    decomposed = normalize("NFKD", heading.casefold())
    letters = "".join(char for char in decomposed if category(char) != "Mn")
    return re.sub(r"[\s_.\-]+", "", letters)


MEANINGS = {plain(name): column for column, others in NAMES.items() for name in [column, *others]}


def known_headings(cells: Sequence[str]) -> int:
    """Return how many of the cells are headings of ours: tells which character separates the cells."""
    return sum(plain(cell) in MEANINGS for cell in cells)


def read_header(cells: Sequence[str]) -> Header:
    """Return where each column stands, or raise `UnreadableFile`."""
    if len(cells) > MOST_COLUMNS:
        raise UnreadableFile(
            _("The first line has %(count)d columns; at most %(most)d are read. Is it the right file?")
            % {"count": len(cells), "most": MOST_COLUMNS}
        )
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, cell in enumerate(cells):
        column = MEANINGS.get(plain(cell))
        if column is None:
            if cell.strip():
                ignored.append(cell.strip())
        elif column in places:
            raise UnreadableFile(
                _("Two columns mean “%(column)s”: “%(one)s” and “%(other)s”. Keep one of them.")
                % {"column": column, "one": cells[places[column]].strip(), "other": cell.strip()}
            )
        else:
            places[column] = place
    if KEY not in places:
        raise UnreadableFile(
            _("The first line names no column “employee_number” (or “matricule”). It is the key; add it.")
        )
    return Header(places, len(cells), ignored)
