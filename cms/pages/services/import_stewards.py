"""Whom files name: who keeps a page, and whom to ask."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cms.pages.markdown import Note, SourcePage

LONGEST_NAME = 100


class Named(NamedTuple):
    """The keys of the people that a file names."""

    owner: int | None = None
    contact: int | None = None


class Stewards:
    """The people that the files of a tree name, by their user name or e-mail address."""

    def __init__(self, pages: Iterable[SourcePage]) -> None:
        pages = list(pages)
        self.found = _people_named({name for page in pages for name in (_said(page, "owner"), _said(page, "contact"))})

    def of(self, page: SourcePage) -> Named:
        """Return whom a file names."""
        return Named(self.found.get(_said(page, "owner")), self.found.get(_said(page, "contact")))

    def unknown(self, pages: Iterable[SourcePage]) -> Iterator[Note]:
        """Say which names are nobody's."""
        for page in pages:
            for role, text in (
                ("owner", _("The owner “%(name)s” is nobody's user name or address.")),
                ("contact", _("The contact “%(name)s” is nobody's user name or address.")),
            ):
                name = _said(page, role)
                if name and name not in self.found:
                    shown = str(page.extra[role]).strip()[:LONGEST_NAME]
                    yield Note(page.file or page.path, 1, text % {"name": shown})


def _said(page: SourcePage, role: str) -> str:
    name = page.extra.get(role)
    return name.strip().lower() if isinstance(name, str) else ""


def _people_named(names: set[str]) -> dict[str, int]:
    """Return the keys of the people who have these user names or addresses, by the name in lower case."""
    found: dict[str, int] = {}
    wanted = names - {""}
    people = get_user_model().objects.annotate(name=Lower("username"), address=Lower("email"))
    people = people.filter(Q(name__in=wanted) | Q(address__in=wanted)) if wanted else people.none()
    for pk, name, address in people.values_list("pk", "name", "address"):
        found |= {address: pk, name: pk}
    return found
