"""What a site consists of, before any text is read: light enough to be held whole for the largest of them."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from cms.pages.wordpress.stream import Entry, number_in, read_channel

#: The states in which everybody could read an entry.
PUBLIC = frozenset({"publish"})
#: What is kept as a draft; anything else (trash, auto-draft, inherit) was never written for readers.
KEPT = PUBLIC | {"draft", "pending", "private", "future"}
KINDS = frozenset({"page", "post"})


@dataclass
class Place:
    """Where an entry hangs, and under which address it was found."""

    id: int
    kind: str
    parent: int
    path: str
    address: str


@dataclass
class Attachment:
    """A file of the site."""

    address: str
    words: str
    caption: str


@dataclass
class Site:
    """A site's addresses, people, files, and where each page hangs."""

    title: str = ""
    bases: set[str] = field(default_factory=set)
    authors: dict[str, str] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)

    def local(self, address: str) -> str | None:
        """Return the path of an address of this site below its root, or None when it is one of another site.

        An address that only names the number of an entry leads to the path of its page.
        """
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        if not parts.netloc:
            return None
        whole = f"{parts.netloc.lower().removeprefix('www.')}{parts.path}"
        base = next((base for base in self.bases if f"{whole}/".startswith(f"{base}/")), None)
        if base is None:
            return None
        tail = f"#{parts.fragment}" if parts.fragment else ""
        asked = parse_qs(parts.query)
        for name in ("p", "page_id"):
            place = self.places.get(number_in(asked.get(name, [""])[0]))
            if place is not None:
                return f"/{place.path}{tail}"
        return f"/{whole[len(base) :].strip('/')}{tail}"

    def add_base(self, address: str) -> None:
        """Remember an address under which the site stood."""
        parts = urlsplit(address.strip())
        if parts.netloc:
            self.bases.add(f"{parts.netloc.lower().removeprefix('www.')}{parts.path}".rstrip("/"))


def read_site(path: Path) -> Site:
    """Read an export once, from its first to its last byte; raise `ExportRefusedError` when it is none."""
    site = Site()
    for part in read_channel(path):
        if isinstance(part, Entry):
            _remember(site, part)
        elif "wp:author_login" in part:
            site.authors[part["wp:author_login"]] = part.get("wp:author_email", "")
        else:
            _remember_fact(site, part)
    return site


def _remember_fact(site: Site, part: dict[str, str]) -> None:
    site.title = part.get("title") or site.title
    for name in ("link", "wp:base_site_url", "wp:base_blog_url"):
        if part.get(name):
            site.add_base(part[name])


def _remember(site: Site, entry: Entry) -> None:
    if entry.kind == "attachment":
        words = entry.facts.get("_wp_attachment_image_alt", "")
        address = entry["wp:attachment_url"] or entry["guid"]
        site.attachments[entry.id] = Attachment(address, unescape(words), unescape(entry["excerpt:encoded"]))
    elif entry.kind in KINDS and entry["wp:status"] in KEPT and entry.id > 0:
        path = f"{entry.kind}-{entry.id}"
        site.places[entry.id] = Place(entry.id, entry.kind, entry.number("wp:post_parent"), path, entry["link"])
    elif entry.kind not in KINDS:
        site.others[entry.kind] = site.others.get(entry.kind, 0) + 1


def parent_of(site: Site, place: Place) -> Place | None:
    """Return the page that a page hangs below; none when it is gone, no page, or the page itself."""
    parent = site.places.get(place.parent) if place.kind == "page" else None
    return parent if parent and parent.kind == "page" and not _is_circle(site, place) else None


def _is_circle(site: Site, place: Place) -> bool:
    seen = {place.id}
    above = site.places.get(place.parent)
    while above is not None:
        if above.id in seen:
            return True
        seen.add(above.id)
        above = site.places.get(above.parent)
    return False


def file_names(address: str) -> Iterable[str]:
    """Yield the names that a file may have in the folder of uploads, the likeliest first."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return
    inside = path.partition("/uploads/")[2] or path
    yield inside.lstrip("/")
    yield posixpath.basename(inside)
