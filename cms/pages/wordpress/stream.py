"""The entries of an export, one after the other: what was read is let go, so that the size of the file does not matter."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

#: What stands for the namespaces of an export, whatever its version.
NAMESPACES = {"content": "content", "dc": "dc", "excerpt": "excerpt", "wfw": "wfw"}
WORDPRESS = "wordpress.org/export/"


class ExportRefusedError(Exception):
    """The file is no export that can be read; the message is a sentence for the person who chose it."""


@dataclass
class Entry:
    """A post, a page or a file of the site, as it stands in the export."""

    id: int
    kind: str
    values: dict[str, str] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str) -> int:
        """Return a value that is a number, or 0."""
        return number_in(self[name])


def number_in(text: str) -> int:
    """Return the number that a text is; 0 for every other text, and for numbers that WordPress gives nothing."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else 0


def read_channel(path: Path) -> Iterator[Entry | dict[str, str]]:
    """Yield the facts of the site and of its authors as mappings, and each entry; raise `ExportRefusedError` with a sentence."""
    try:
        with path.open("rb") as stream:
            yield from _elements(stream)
    except DefusedXmlException as error:
        raise ExportRefusedError(
            _("The file declares a document type or entities, as no export of WordPress does. It was not read.")
        ) from error
    except ParseError as error:
        line, _column = error.position
        raise ExportRefusedError(
            _("The file is broken at line %(line)d: it is no whole XML. Export the site again.") % {"line": line}
        ) from error
    except OSError as error:
        raise ExportRefusedError(
            _("The file cannot be read: %(why)s.") % {"why": error.strerror or type(error).__name__}
        ) from error
    except (ValueError, LookupError) as error:
        raise ExportRefusedError(_("The file is no text in an encoding that is known.")) from error


def _elements(stream: Any) -> Iterator[Entry | dict[str, str]]:
    parents: list[Any] = []
    is_export = False
    for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if len(parents) != 2:  # what stands right below <rss><channel>
            continue
        name = _name(element.tag)
        is_export = is_export or name == "wp:wxr_version"
        if name == "item":
            yield _entry(element)
        elif name == "wp:author":
            yield {_name(child.tag): _text(child) for child in element}
        else:
            yield {name: _text(element)}
        parents[-1].remove(element)
    if not is_export:
        raise ExportRefusedError(_("The file is no export of WordPress: it does not say which version it has."))


def _entry(element: Any) -> Entry:
    entry = Entry(0, "")
    for child in element:
        name = _name(child.tag)
        if name == "category":
            entry.categories.append(_text(child))
        elif name == "wp:postmeta":
            meta = {_name(part.tag): _text(part) for part in child}
            entry.facts[meta.get("wp:meta_key", "")] = meta.get("wp:meta_value", "")
        else:
            entry.values.setdefault(name, _text(child))
    entry.id, entry.kind = entry.number("wp:post_id"), entry["wp:post_type"]
    return entry


def _text(element: Any) -> str:
    return (element.text or "").strip("\r\n\t ")


def _name(tag: str) -> str:
    """Return a name with the short form of its namespace."""
    namespace, mark, name = tag.rpartition("}")
    if not mark:
        return name
    parts = [part for part in namespace.strip("{/").split("/") if part]
    if WORDPRESS in namespace and parts[-1] != "excerpt":
        return f"wp:{name}"
    short = next((NAMESPACES[part] for part in (*parts[-1:], *parts) if part in NAMESPACES), "other")
    return f"{short}:{name}"
