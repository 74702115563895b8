"""Read files from disk, and find the ones a page names, without ever leaving the parent of the directory."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from cms.pages.markdown.source import FileRefusedError

MAX_BYTES = 2_000_000
IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico"})
PAGE_SUFFIXES = frozenset({".md", ".markdown"})


def read_text(path: Path) -> str:
    """Return the text of a file with plain line ends, or refuse it with a reason."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FileRefusedError(
                _("The file has %(size).1f MB; a page may have %(limit).0f MB at most. Split it into several pages.")
                % {"size": size / 1_000_000, "limit": MAX_BYTES / 1_000_000}
            )
        data = path.read_bytes()
    except OSError as error:
        raise FileRefusedError(_("The file cannot be read: %(why)s.") % {"why": error.strerror or "?"}) from error
    return decode(data)


def decode(data: bytes) -> str:
    """Return UTF-8 bytes as text with plain line ends; anything else is refused."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(_("The file is not UTF-8 text. Save it as UTF-8 and import again."), line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileRefusedError(_("The file contains NUL characters, so it is not a text."), line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


class FileFinder:
    """Finds what a page links to: beside the file, then below the directory, then below its parent."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.resolve()
        self.parent = self.directory.parent
        self._found: dict[tuple[str, str], str | None] = {}

    def find(self, target: str, source: str) -> str | None:
        """Return the path of the named file below the parent, or None when there is none."""
        name = clean_path(target)
        if not name or any(part.startswith(".") and part.strip(".") for part in name.split("/")):
            # What is hidden, such as a file of secrets beside the handbook, is not for readers.
            return None
        key = (source.rpartition("/")[0], name)
        if key not in self._found:
            self._found[key] = self._find(name, key[0])
        return self._found[key]

    def open_path(self, path: str) -> Path:
        """Return where a path that `find` returned lies on disk."""
        return self.parent / path

    def _find(self, name: str, folder: str) -> str | None:
        absolute = name.startswith("/")
        bases = [self.directory, self.parent] if absolute else [self.directory / folder, self.directory, self.parent]
        for base in bases:
            found = self._inside(base / name.lstrip("/"))
            if found:
                return found
        return None

    def _inside(self, path: Path) -> str | None:
        try:
            real = path.resolve()
            if real.is_relative_to(self.parent) and real.is_file():
                return real.relative_to(self.parent).as_posix()
        except (OSError, ValueError, RuntimeError):
            # A name too long for the file system, a loop of links: there is no such file.
            return None
        return None


def clean_path(target: str) -> str:
    """Return the path of an address without its query and anchor, decoded."""
    try:
        return unquote(urlsplit(target.strip()).path)
    except ValueError:
        return ""


def suffix_of(path: str) -> str:
    """Return the ending of a path in lower case, with its dot."""
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2].lower()}" if "." in name[1:] else ""
