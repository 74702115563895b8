"""The demo's Markdown as it is imported: each language with the pictures of the first, and dates that are always to come."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

#: `start: +16d 10:00` is sixteen days ahead at ten, `date: -5h` five hours ago.
WHEN = re.compile(r"^(date|start|end): ([+-]\d+)([dh])(?: (\d\d):(\d\d))?$", re.MULTILINE)
ELSEWHERE = re.compile(r"\]\(\.\./(handbook/[^)#]*?)(?:/index)?\.md(#[^)]*)?\)")
#: Where the pictures of all sections stand.
PICTURES = "handbook/_img"


@contextmanager
def staged(company: Path, directory: str, language: str) -> Iterator[Path]:
    """Return a directory to import: the pages in a language, beside pictures and documents of the first one."""
    first, own = company / directory, company / language / directory
    pages = first if language == settings.LANGUAGE_CODE else own
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(company / PICTURES, root / PICTURES)
        for path in sorted(first.rglob("*")):
            if path.is_file() and path.suffix != ".md":
                _copy(path, root / directory / path.relative_to(first))
        for path in sorted(pages.rglob("*.md")):
            target = _copy(path, root / directory / path.relative_to(pages))
            target.write_text(_today(target.read_text(encoding="utf-8"), language), encoding="utf-8")
        yield root / directory


def _copy(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, target))


def _today(text: str, language: str) -> str:
    """Return a page with times for relative ones, and with links to other sections as they stand on the web."""
    text = WHEN.sub(lambda found: f"{found[1]}: {moment(*found.groups()[1:]).isoformat()}", text)
    return ELSEWHERE.sub(rf"](/{language}/\1/\2)", text)


def moment(count: str, unit: str, hour: str | None = None, minute: str | None = None) -> datetime:
    """Return a time that is so many days or hours from now, at an hour of that day when one is given."""
    at = timezone.localtime() + timedelta(**{"days" if unit == "d" else "hours": int(count)})
    return at.replace(hour=int(hour), minute=int(minute or 0), second=0, microsecond=0) if hour else at


def publication_times(directory: Path) -> dict[str, datetime]:
    """Return when each page of a staged directory was published, by its slug, of those that say so."""
    found = {}
    for path in directory.glob("*.md"):
        said = re.search(r"^date: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if said:
            found[path.stem] = datetime.fromisoformat(said[1])
    return found
