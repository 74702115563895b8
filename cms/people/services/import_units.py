"""Which unit a cell means: a slug, a name, or a path of names that is made where it is not there yet."""

from collections import defaultdict

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.people.hr.cells import BadLine
from cms.people.models import BusinessUnit
from search.words import fold

SLUG_LENGTH = BusinessUnit._meta.get_field("slug").max_length or 0
NAME_LENGTH = BusinessUnit._meta.get_field("name").max_length or 0

Path = tuple[str, ...]


class UnitNames:
    """The units as the file may name them. `find` asks nothing of the database, and `make` writes what a path lacks."""

    def __init__(self) -> None:
        self.units: dict[Path, BusinessUnit] = {}
        self.by_slug: dict[str, Path] = {}
        self.by_name: dict[str, list[Path]] = defaultdict(list)
        by_place: dict[str, Path] = {}
        for unit in BusinessUnit.objects.order_by("path"):
            path = (*by_place.get(unit.path[: -BusinessUnit.steplen], ()), unit.name)
            by_place[unit.path] = path
            self._know(path, unit)

    def _know(self, path: Path, unit: BusinessUnit) -> None:
        self.units[_key(path)] = unit
        self.by_slug[unit.slug] = path
        self.by_name[fold(unit.name)].append(path)

    def find(self, text: str) -> Path | None:
        """Return the path that a cell means; None for an empty cell. Raises `BadLine`."""
        steps = [" ".join(step.split()) for step in text.split(">")]
        if steps == [""]:
            return None
        if not all(steps) or any(len(step) > NAME_LENGTH for step in steps):
            raise BadLine(_("“%(unit)s” is no path of units: parent > child") % {"unit": text})
        return self._find_path(steps) if len(steps) > 1 else self._find_one(steps[0])

    def _find_one(self, text: str) -> Path:
        if text in self.by_slug:
            return self.by_slug[text]
        found = self.by_name.get(fold(text), [])
        if not found:
            raise BadLine(_("there is no unit “%(unit)s”; a path “parent > child” makes one") % {"unit": text})
        if len(found) > 1:
            raise BadLine(_("several units are named “%(unit)s”; name the path “parent > child”") % {"unit": text})
        return found[0]

    def _find_path(self, steps: list[str]) -> Path:
        """Follow the names down. A first step that is known anywhere stands there; else it is a new root."""
        try:
            path = self._find_one(steps[0])
        except BadLine:
            if len(self.by_name.get(fold(steps[0]), [])) > 1:
                raise
            path = (steps[0],)
        for step in steps[1:]:
            path = self._child(path, step)
        return path

    def _child(self, path: Path, step: str) -> Path:
        below = self.by_slug.get(step, ())
        if below[:-1] == path and below:
            return below
        known = self.units.get(_key((*path, step)))
        return (*path, known.name if known else step)

    def missing(self, path: Path) -> list[Path]:
        """Return the parts of a path that no unit stands for yet, from above."""
        parts = [path[:length] for length in range(1, len(path) + 1)]
        return [part for part in parts if _key(part) not in self.units]

    def at(self, path: Path | None) -> BusinessUnit | None:
        """Return the unit at a path, when there is one."""
        return self.units.get(_key(path)) if path else None

    def make(self, path: Path) -> list[Path]:
        """Make what a path lacks; return the parts that were made."""
        made = self.missing(path)
        for part in made:
            fields = {"name": part[-1], "slug": self._free_slug(part[-1])}
            above = self.at(part[:-1])
            # The tree counts the children in the object, so it is read again for each.
            unit = (
                BusinessUnit.objects.get(pk=above.pk).add_child(**fields) if above else BusinessUnit.add_root(**fields)
            )
            self._know(part, unit)
        return made

    def _free_slug(self, name: str) -> str:
        base = (slugify(name) or "unit")[: SLUG_LENGTH - 5]
        slug, number = base, 1
        while slug in self.by_slug:
            number += 1
            slug = f"{base}-{number}"
        return slug


def _key(path: Path) -> Path:
    return tuple(fold(step) for step in path)


def shown(path: Path | None) -> str:
    """Return a path as people read it."""
    return " > ".join(path or ())
