"""Names of files, and what stands above a page's text."""

import re
from pathlib import PurePath
from typing import Any

import yaml

UNSAFE = re.compile(r"[^\w .()+,&@'-]+")
LONGEST_NAME = 120


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
