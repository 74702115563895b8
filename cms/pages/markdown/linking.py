"""What a link is, as far as its own file can tell, and which words of it become rich text."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.pages.markdown.cleaning import INVISIBLE, SAFE_SCHEMES, refusal, scheme_of
from cms.pages.markdown.files import IMAGE_SUFFIXES, PAGE_SUFFIXES, FileFinder, suffix_of
from cms.pages.markdown.scanning import Scan
from cms.pages.markdown.shortcodes import FILE_SCHEME, PAGE_SCHEME
from cms.pages.markdown.source import Link, Note

#: Endings of addresses that are pages, not files to fetch.
PAGE_LIKE = PAGE_SUFFIXES | {"", ".html", ".htm"}


@dataclass
class FileContext:
    """What the converter of one file knows, and where it collects what it finds."""

    path: str
    folder: str
    finder: FileFinder
    scanned: Scan
    links: dict[str, Link]
    notes: list[Note]

    def note(self, line: int, text: str) -> None:
        """Add a note about a line."""
        self.notes.append(Note(self.path, line, text))

    def find_file(self, target: str) -> str | None:
        """Return the path of a file that is named here."""
        return self.finder.find(target, self.path)

    def link(self, href: str, line: int) -> Link | None:
        """Return what an address is; one that must not be followed is noted and is none."""
        target = INVISIBLE.sub("", self.scanned.url(href)) if ":" in href[:40] else self.scanned.url(href).strip()
        kind = self._kind(target, line)
        if kind is None:
            return None
        target = target.removeprefix(PAGE_SCHEME).removeprefix(FILE_SCHEME)
        if kind == "file":
            target = self.find_file(target) or target
        key = hashlib.sha256(f"{kind} {target}".encode("utf-8", "replace")).hexdigest()[:16]
        return self.links.setdefault(key, Link(key, kind, target, line))

    def _kind(self, target: str, line: int) -> str | None:
        if not target:
            self.note(line, _("A link leads nowhere; its words stay."))
            return None
        scheme = scheme_of(target)
        if target.startswith(FILE_SCHEME):
            return self._file_kind(target.removeprefix(FILE_SCHEME), line)
        if target.startswith(PAGE_SCHEME):
            return "page"
        if scheme in SAFE_SCHEMES or target.startswith("//"):
            return "external"
        if scheme:
            self.note(line, refusal(scheme))
            return None
        if target.startswith("#"):
            return "anchor"
        if suffix_of(target.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]) not in PAGE_LIKE and self.find_file(
            target
        ):
            return "file"
        return "path"

    def _file_kind(self, target: str, line: int) -> str | None:
        if self.find_file(target):
            return "file"
        self.note(line, _("The file “%(name)s” is not there; the link's words stay.") % {"name": target})
        return None


def is_picture(path: str) -> bool:
    """Say whether a file's name is that of a picture."""
    return suffix_of(path) in IMAGE_SUFFIXES
