"""A directory as a tree of pages: folders are pages, and `index.md`, `_index.md` or `README.md` is their text."""

import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.pages.markdown.converting import convert
from cms.pages.markdown.files import PAGE_SUFFIXES, FileFinder, read_text
from cms.pages.markdown.ordering import arrange
from cms.pages.markdown.orders import is_contents
from cms.pages.markdown.shelving import Shelf
from cms.pages.markdown.source import FileRefusedError, MovedFile, Problem, SourcePage, SourceTree

FOLDER_TEXTS = ("_index", "index", "readme")
TEMPLATE_SUFFIXES = frozenset(
    {".html", ".htm", ".njk", ".liquid", ".hbs", ".ejs", ".mdx", ".rst", ".adoc", ".org", ".ipynb"}
)
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
DEEPEST_FOLDER = 40
LONGEST_SLUG = 255


def read_tree(directory: Path, *, on_file: Callable[[str], None] | None = None) -> SourceTree:
    """Read all pages below a directory; what cannot be read is among the tree's problems.

    `on_file` is told each file's path as soon as it was read, for a progress bar.
    """
    if not directory.is_dir():
        raise NotADirectoryError(str(directory))
    return _Reader(directory, on_file or (lambda _path: None)).read()


def page_files(directory: Path) -> list[str]:
    """Return the paths of all files that are to become pages."""
    found: list[str] = []
    for folder, names, files in os.walk(directory):
        names[:] = sorted(name for name in names if not _is_skipped(name))
        found.extend(
            (Path(folder) / name).relative_to(directory).as_posix() for name in sorted(files) if _is_page(name)
        )
    return found


def slug_of(name: str) -> str:
    """Return the address that a file or folder name asks for."""
    slug = slugify(name) or slugify(name, allow_unicode=True) or "page"
    return slug[:LONGEST_SLUG].strip("-_") or "page"


def title_of(name: str) -> str:
    """Return a readable title for a name."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return (words[:1].upper() + words[1:])[:LONGEST_SLUG] or name[:LONGEST_SLUG]


class _Reader:
    def __init__(self, directory: Path, on_file: Callable[[str], None]) -> None:
        self.directory = directory
        self.finder = FileFinder(directory)
        self.shelf = Shelf()
        self.on_file = on_file
        name = directory.resolve().name
        root = SourcePage(path="", slug=slug_of(name), title=title_of(name), is_folder=True)
        self.tree = SourceTree(directory=str(directory), root=root)
        self.folders: dict[str, SourcePage] = {"": root}

    def read(self) -> SourceTree:
        self._read_folder(self.directory, self.tree.root, 0)
        arrange(self.tree, self.folders, self.finder)
        return self.tree

    def _read_folder(self, folder: Path, page: SourcePage, depth: int) -> None:
        files, folders = self._entries(folder)
        files.sort(key=lambda path: _rank(path, folder))
        taken: dict[str, str] = {}
        for path in files:
            self._read_file(path, page, taken)
        for path in folders:
            self._read_subfolder(path, page, taken, depth)

    def _entries(self, folder: Path) -> tuple[list[Path], list[Path]]:
        """Return the files that may become pages and the folders, each in the order of their names."""
        try:
            entries = sorted(folder.iterdir(), key=lambda path: path.name)
        except OSError as error:
            why = {"why": error.strerror or "?"}
            self.tree.problems.append(Problem(self._name(folder), _("The folder cannot be read: %(why)s.") % why))
            return [], []
        files, folders = [], []
        for path in entries:
            if path.is_symlink() and self._is_outside(path):
                self._leave_out(path, _("It is a link to somewhere outside the directory."))
            elif path.is_dir():
                folders.extend([path] if not _is_skipped(path.name) else [])
            elif _is_page(path.name):
                files.append(path)
            elif path.suffix.lower() in TEMPLATE_SUFFIXES and not path.name.startswith((".", "_")):
                self._leave_out(path, _("It is not Markdown: templates and other formats are not imported."))
        return files, folders

    def _read_subfolder(self, path: Path, parent: SourcePage, taken: dict[str, str], depth: int) -> None:
        name = self._name(path)
        if path.is_symlink() or depth >= DEEPEST_FOLDER:
            self._leave_out(path, _("It is a link to another folder, or too deep."))
            return
        slug = slug_of(path.name)
        page = self._page_of_folder(path, parent, slug, taken)
        fresh = page is None
        if page is None:
            page = SourcePage(path=f"{name}/", slug=slug, title=title_of(path.name), is_folder=True)
        page.is_folder = True
        self.folders[f"{name}/"] = page
        self._read_folder(path, page, depth + 1)
        if not fresh or not (page.file or page.children):
            return
        if slug in taken:
            self._refuse_slug(page.file or f"{name}/", taken[slug], slug)
            return
        taken[slug] = f"{name}/"
        parent.children.append(page)

    def _page_of_folder(self, path: Path, parent: SourcePage, slug: str, taken: dict[str, str]) -> SourcePage | None:
        """Return the page of `foo.md` for the folder `foo` beside it."""
        beside = taken.get(slug, "")
        if Path(beside).stem != path.name or beside.endswith("/"):
            return None
        return next((page for page in parent.children if page.file == beside), None)

    def _read_file(self, path: Path, parent: SourcePage, taken: dict[str, str]) -> None:
        name = self._name(path)
        # As in Eleventy, a file that is called like its folder is the folder's text when there is no other.
        is_namesake = path.stem == path.parent.name and not parent.file and bool(parent.path)
        is_folder_text = path.stem.lower() in FOLDER_TEXTS or is_namesake
        slug = parent.slug if is_folder_text else slug_of(path.stem)
        fallback = parent.title if is_folder_text else title_of(path.stem)
        try:
            text = read_text(path)
            if not is_contents(name, text):
                read = convert(text, name, slug, fallback, self.finder)
                self._place_folder_text(read, parent) if is_folder_text else self._place(read, parent, taken)
        except FileRefusedError as error:
            self.tree.problems.append(Problem(name, error.reason, error.line))
        self.on_file(name)

    def _place(self, read: SourcePage | MovedFile, parent: SourcePage, taken: dict[str, str]) -> None:
        if isinstance(read, MovedFile):
            self.tree.moved.append(read)
        elif read.slug in taken:
            self._refuse_slug(read.path, taken[read.slug], read.slug)
        else:
            taken[read.slug] = read.path
            self.shelf.keep(read)
            parent.children.append(read)

    def _place_folder_text(self, read: SourcePage | MovedFile, parent: SourcePage) -> None:
        if isinstance(read, MovedFile):
            self.tree.moved.append(read)
        elif parent.file:
            self._refuse_slug(read.path, parent.file, parent.slug)
        else:
            self.shelf.keep(read)
            _give_text(parent, read)

    def _refuse_slug(self, path: str, other: str, slug: str) -> None:
        reason = _(
            "“%(other)s” already has the address “%(slug)s”; two pages cannot share one. Rename one of the files."
        )
        self.tree.problems.append(Problem(path, reason % {"other": other, "slug": slug}))

    def _leave_out(self, path: Path, reason: str) -> None:
        self.tree.left_out.append(Problem(self._name(path), reason))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.directory).as_posix()

    def _is_outside(self, path: Path) -> bool:
        try:
            return not path.resolve().is_relative_to(self.finder.directory)
        except (OSError, RuntimeError):
            return True


def _give_text(folder: SourcePage, text: SourcePage) -> None:
    """Make a file the text of its folder; the folder keeps its address."""
    for part in fields(SourcePage):
        if part.name not in {"path", "slug", "children", "is_folder"}:
            setattr(folder, part.name, getattr(text, part.name))


def _rank(path: Path, folder: Path) -> tuple[int, str]:
    """Put `index` before `README`, then the file that is called like its folder, then the rest by name."""
    order = [*FOLDER_TEXTS, folder.name.lower()]
    stem = path.stem.lower()
    return (order.index(stem) if stem in order else len(order), path.name)


def _is_page(name: str) -> bool:
    path = Path(name)
    is_hidden = name.startswith((".", "_")) and path.stem.lower() not in FOLDER_TEXTS
    return not is_hidden and path.suffix.lower() in PAGE_SUFFIXES


def _is_skipped(name: str) -> bool:
    return name.startswith((".", "_")) or name in SKIPPED_FOLDERS
