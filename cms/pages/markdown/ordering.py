"""Put the pages of a tree into their order: that of a table of contents first, then their own numbers, then their titles."""

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from django.utils.translation import gettext as _

from cms.pages.markdown.files import FileFinder, read_text, suffix_of
from cms.pages.markdown.orders import ORDERS, Entry, Order
from cms.pages.markdown.source import FileRefusedError, Note, Problem, SourcePage, SourceTree

LONGEST_TITLE, LONGEST_SUMMARY = 255, 500


def arrange(tree: SourceTree, folders: Mapping[str, SourcePage], finder: FileFinder) -> None:
    """Follow the tables of contents that are there, and sort the pages below each page."""
    arranger = _Arranger(tree, folders, finder)
    for order in ORDERS:
        arranger.follow(order)
    _sort(tree)


class _Arranger:
    def __init__(self, tree: SourceTree, folders: Mapping[str, SourcePage], finder: FileFinder) -> None:
        self.tree = tree
        self.finder = finder
        self.folders = folders
        self.pages = {page.file: page for page in tree.pages() if page.file}
        #: Files whose absence from the pages was told already.
        self.told = {each.path for each in [*tree.problems, *tree.left_out]} | {each.path for each in tree.moved}

    def follow(self, order: Order) -> None:
        """Read the files of one kind of order."""
        for file in order.files(self.folders):
            path = self.finder.directory / file
            if not path.is_file() or not path.resolve().is_relative_to(self.finder.parent):
                continue
            try:
                for entry in order.entries(read_text(path)):
                    self._take(file, entry)
            except FileRefusedError as error:
                self.tree.problems.append(Problem(file, error.reason, error.line))

    def _take(self, file: str, entry: Entry) -> None:
        name = self._inside(file, entry.path)
        if name is None:
            return
        page = self.folders.get(name) if name.endswith("/") or not name else self.pages.get(name)
        if page is not None:
            _give(page, entry)
        elif suffix_of(name) and name not in self.told:
            text = _("“%(name)s” has a place in the order, but is not there.") % {"name": name[:200]}
            self.tree.remarks.append(Note(file, entry.line, text))

    def _inside(self, file: str, path: str) -> str | None:
        """Return what an order means by a path: one below the directory, or None when it is elsewhere."""
        here = self.finder.directory.name
        whole = posixpath.normpath(posixpath.join(here, posixpath.dirname(file), unquote(path).lstrip("/")))
        tail = "/" if path.endswith("/") else ""
        if whole == here:
            return ""
        return f"{whole.removeprefix(f'{here}/')}{tail}" if whole.startswith(f"{here}/") else None


def _give(page: SourcePage, entry: Entry) -> None:
    """Tell a page what an order says of it; what its own file says, and what was said first, stays."""
    page.rank = min(page.rank, entry.rank)
    page.order = min(page.order, entry.order) if page.order == float("inf") else page.order
    if entry.title and not page.is_titled:
        page.title, page.is_titled = entry.title[:LONGEST_TITLE], True
    page.summary = page.summary or entry.summary[:LONGEST_SUMMARY]


def _sort(tree: SourceTree) -> None:
    """Sort the pages below each page; a folder stands where the first of its pages is listed."""
    for page in reversed(list(tree.pages())):
        page.rank = min([page.rank, *(child.rank for child in page.children)])
        page.children.sort(key=lambda child: (child.rank, child.order, child.title.casefold()))
