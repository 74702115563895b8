"""Where site generators write in which order pages stand and what folders are called: one small class each.

To teach the import another one, give it a class with `files` and `entries` and name it in `ORDERS`. Hugo needs none: its
`_index.md` is the text of its folder, with the folder's title and weight above it.
"""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any, Protocol

import yaml
from django.utils.translation import gettext as _

from cms.pages.markdown import frontmatter
from cms.pages.markdown.files import PAGE_SUFFIXES, suffix_of
from cms.pages.markdown.plain_yaml import NotYamlError, nodes_of, values_of
from cms.pages.markdown.source import FileRefusedError

CONTENTS = "SUMMARY.md"
CHAPTER = re.compile(r"^(?P<indent>[ \t]*)(?:[*+-]|\d+[.)])[ \t]+(?P<words>\S.*)$")
PART = re.compile(r"^#{2,6}[ \t]+(?P<words>\S.*?)[ \t#]*$")
LINK = re.compile(r"\[(?P<title>(?:[^\[\]\\]|\\.)*)\]\([ \t]*<?(?P<path>[^)>\s]*)")
DECORATION = re.compile(r"\\(?=[^\w\s])|[`*]+|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True)
class Entry:
    """What is said of one page: its file, or its folder with a slash at the end, as seen from where it is said."""

    path: str
    title: str = ""
    summary: str = ""
    rank: float = inf
    order: float = inf
    line: int = 0


@dataclass
class Chapter:
    """A line in a table of contents, with those below it; one without a path only gathers them."""

    title: str
    path: str = ""
    line: int = 0
    chapters: list["Chapter"] = field(default_factory=list)

    def walk(self) -> Iterator["Chapter"]:
        """Yield this chapter and all below it, as they are read."""
        waiting = [self]
        while waiting:
            chapter = waiting.pop()
            yield chapter
            waiting.extend(reversed(chapter.chapters))


class Order(Protocol):
    """A place where an order is written."""

    def files(self, folders: Iterable[str]) -> Iterable[str]:
        """Name the files in which it would be; `folders` are those of the tree, each with a slash at the end."""

    def entries(self, text: str) -> Iterable[Entry]:
        """Return what the text of such a file says; raise `FileRefusedError` when it cannot be read."""


class Summary:
    """GitBook and mdBook: `SUMMARY.md`, a list of links in lists."""

    def files(self, folders: Iterable[str]) -> Iterable[str]:
        """Name the one at the top."""
        return [CONTENTS]

    def entries(self, text: str) -> Iterable[Entry]:
        """Return its chapters; lists without a link, and headings, gather what stands below them."""
        return entries_of(_chapters_written(text))


class Navigation:
    """MkDocs: `nav` in `mkdocs.yml`, which stands beside the folder of pages or above it."""

    def files(self, folders: Iterable[str]) -> Iterable[str]:
        """Name them in the directory and in the one above."""
        return ["mkdocs.yml", "mkdocs.yaml", "../mkdocs.yml", "../mkdocs.yaml"]

    def entries(self, text: str) -> Iterable[Entry]:
        """Return the chapters, each in the folder of pages that the file names."""
        # The file may hold names of programs, which only its generator understands: it is not turned into values.
        top = _children(_composed(text))
        folder = next((_scalar(value) for name, value in top if name == "docs_dir"), "docs")
        found = next((value for name, value in top if name == "nav"), None)
        for entry in entries_of(_chapters_in(found) if found else []):
            yield Entry(posixpath.join(folder, entry.path), entry.title, rank=entry.rank, line=entry.line)


class Category:
    """Docusaurus: `_category_.json` or `_category_.yml` in a folder."""

    def files(self, folders: Iterable[str]) -> Iterable[str]:
        """Name them in every folder."""
        return [f"{folder}_category_{ending}" for folder in folders for ending in (".json", ".yml", ".yaml")]

    def entries(self, text: str) -> Iterable[Entry]:
        """Return what the folder is called, and its place among its neighbours."""
        values = _values(text)
        link = values.get("link")
        told = frontmatter.plain(link.get("description")) if isinstance(link, dict) else ""
        order = frontmatter.number(values.get("position"))
        yield Entry("./", frontmatter.plain(values.get("label")), told, order=order, line=1)


ORDERS: tuple[Order, ...] = (Summary(), Navigation(), Category())


def is_contents(path: str, text: str) -> bool:
    """Say whether a file is a table of contents and no page: it is called so, and lists pages."""
    return path == CONTENTS and any(chapter.path for part in _chapters_written(text) for chapter in part.walk())


def entries_of(chapters: Iterable[Chapter]) -> Iterator[Entry]:
    """Return the entries of chapters in their order. A chapter names a folder when it alone gathers pages of that folder."""
    rows = [chapter for top in chapters for chapter in top.walk()]
    folders = [_folder_of(chapter) for chapter in rows]
    claims = Counter(folders)
    for rank, (chapter, folder) in enumerate(zip(rows, folders, strict=True)):
        if chapter.path:
            yield Entry(chapter.path, chapter.title, rank=rank, line=chapter.line)
        elif folder and claims[folder] == 1:
            yield Entry(f"{folder}/", chapter.title, rank=rank, line=chapter.line)


def _folder_of(chapter: Chapter) -> str:
    """Return the folder in which all pages stand that a chapter gathers, or nothing."""
    paths = [each.path for each in chapter.walk() if each.path]
    if chapter.path or not paths or any(path.startswith("/") for path in paths):
        return ""
    return posixpath.commonpath([posixpath.dirname(path) or "." for path in paths]).removeprefix(".")


# --- lists of links ---------------------------------------------------------------------------------------------------


def _chapters_written(text: str) -> list[Chapter]:
    """Return the chapters of a list of links; a heading gathers the list below it."""
    found: list[Chapter] = []
    # What is still open: how far each chapter is indented, and where those below it go.
    above: list[tuple[int, list[Chapter]]] = [(-1, found)]
    for line, words in enumerate(text.splitlines(), 1):
        if part := PART.match(words):
            found.append(Chapter(_words(part["words"]), "", line))
            above = [(-1, found[-1].chapters)]
        elif item := CHAPTER.match(words):
            chapter = _chapter(item["words"], line)
            indent = len(item["indent"].expandtabs(4))
            while above[-1][0] >= indent:
                above.pop()
            above[-1][1].append(chapter)
            above.append((indent, chapter.chapters))
    return found


def _chapter(words: str, line: int) -> Chapter:
    link = LINK.search(words)
    if link is None:
        return Chapter(_words(words), "", line)
    path = link["path"].partition("#")[0]
    return Chapter(_words(link["title"]), path if _is_page(path) else "", line)


def _words(text: str) -> str:
    return frontmatter.plain(DECORATION.sub("", text))


def _is_page(path: str) -> bool:
    return "://" not in path and (suffix_of(path) in PAGE_SUFFIXES or path.endswith("/"))


# --- YAML and JSON ----------------------------------------------------------------------------------------------------


def _composed(text: str) -> yaml.Node | None:
    try:
        return nodes_of(text)
    except NotYamlError as error:
        raise _not_yaml(error) from error


def _children(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return [(_scalar(name), value) for name, value in pairs]


def _scalar(node: yaml.Node) -> str:
    return frontmatter.plain(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _chapters_in(node: yaml.Node) -> list[Chapter]:
    """Return the chapters of a list of paths, of titles with a path, and of titles with such a list."""
    found: list[Chapter] = []
    for item in node.value if isinstance(node, yaml.SequenceNode) else []:
        pairs = _children(item) if isinstance(item, yaml.MappingNode) else [("", item)]
        for title, value in pairs:
            path = _scalar(value)
            chapters = [] if path else _chapters_in(value)
            found.append(Chapter(title, path if _is_page(path) else "", item.start_mark.line + 1, chapters))
    return found


def _values(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text) if text.lstrip().startswith("{") else values_of(text)
    except NotYamlError as error:
        raise _not_yaml(error) from error
    except json.JSONDecodeError as error:
        raise FileRefusedError(_("The file is not JSON."), error.lineno) from error
    except RecursionError as error:
        raise FileRefusedError(_("The file is not JSON."), 1) from error
    return values if isinstance(values, dict) else {}


def _not_yaml(error: NotYamlError) -> FileRefusedError:
    return FileRefusedError(_("The file is not YAML: %(why)s.") % {"why": error.why or "?"}, error.line or 1)
