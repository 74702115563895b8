"""Names of files, and what stands above a page's text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import yaml

UNSAFE = re.compile(r"[^\w .()+,&@'-]+")
LONGEST_NAME = 120
DOCUMENT_LINK = re.compile(r'<a\b[^>]*linktype="document"[^>]*>')
NUMBER = re.compile(r'\bid="(\d{1,11})"')


@dataclass
class NamedFiles:
    """The keys of the pictures and documents that a body names."""

    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)


def files_named(blocks: Iterable[dict[str, Any]]) -> NamedFiles:
    """Return the files that a body shows, offers or links to."""
    found = NamedFiles()
    for block in blocks:
        _collect(block["value"], found)
    return found


def _collect(value: Any, found: NamedFiles) -> None:
    if isinstance(value, str):
        if 'linktype="document"' in value:
            numbers = (NUMBER.search(tag) for tag in DOCUMENT_LINK.findall(value))
            found.documents |= {int(number[1]) for number in numbers if number}
    elif isinstance(value, dict):
        if isinstance(value.get("image"), int):
            found.images.add(value["image"])
        found.documents |= _listed(value.get("documents"))
        for item in value.values():
            _collect(item, found)
    elif isinstance(value, list):
        for item in value:
            _collect(item, found)


def _listed(items: Any) -> set[int]:
    """Return the keys of a list of documents."""
    keys = [item.get("value") if isinstance(item, dict) else item for item in items or []]
    return {key for key in keys if isinstance(key, int)}


def file_name(title: str, name: str) -> str:
    """Return a name for a file that is safe in any folder, and says what the file's title says."""
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()[:12]
    stem = UNSAFE.sub("-", title.removesuffix(suffix)).strip(". -")[:LONGEST_NAME].strip(". -")
    return f"{stem or 'file'}{UNSAFE.sub('', suffix)}"


def front_matter(values: dict[str, Any]) -> str:
    """Return what a file says about its page; what says nothing is left out."""
    said = {name: value for name, value in values.items() if value not in ("", None, [], False)}
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n"
