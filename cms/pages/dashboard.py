"""What an editor finds on the first page of the admin.

Rooms add lists of their own::

    @hooks.register("construct_editor_dashboard")
    def add_overdue(viewer, lists):
        lists.append(EditorList("overdue", _("Overdue"), rows, empty=_("Nothing is overdue.")))

A list costs a number of queries that does not depend on its rows, and names nothing that the viewer may not know.
"""

from dataclasses import dataclass
from typing import Any

from wagtail import hooks

#: How many rows a list shows.
MOST = 5


@dataclass(frozen=True)
class Row:
    """One page of a list, with a word beside it and the address where the work is done; in a language of its own or none."""

    title: str
    url: str
    meta: str = ""
    language: str = ""


@dataclass(frozen=True)
class EditorList:
    """A list of the dashboard; `name` is stable, `empty` is said when it has no rows."""

    name: str
    title: str
    rows: list[Row]
    empty: str
    more_url: str = ""


def editor_lists(viewer: Any) -> list[EditorList]:
    """Return the lists of an editor, in the order of the hooks."""
    lists: list[EditorList] = []
    for construct in hooks.get_hooks("construct_editor_dashboard"):
        construct(viewer, lists)
    return lists
