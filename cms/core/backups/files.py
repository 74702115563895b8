"""The uploaded files, in a folder or in a bucket."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from cms.core.backups.refusals import Refused
from cms.core.readiness import PROBE

#: How a file is called, in whatever folder, until all of it is there. No upload may end like this.
PARTIAL = ".restoring-", ".part"
#: What `/readyz` writes and removes; a file of somebody that is called alike has a folder or another ending.
PROBES = re.compile(rf"{PROBE}[0-9a-f]{{16}}(_\w{{7}})?")


def stored_names() -> Iterator[str]:
    """Yield the name of every stored file; what is only half there, or was only tried out, is none."""
    return (name for name in _all_names() if not (_is_partial(name) or PROBES.fullmatch(name)))


def clear_partial() -> None:
    """Remove what a restore that was killed left behind."""
    for name in filter(_is_partial, list(_all_names())):
        default_storage.delete(name)


def _all_names() -> Iterator[str]:
    root = local_root()
    return _names_in_folder(root) if root else _names_in_store("")


def _is_partial(name: str) -> bool:
    prefix, suffix = PARTIAL
    return name.rpartition("/")[2].startswith(prefix) and name.endswith(suffix)


def local_root() -> Path | None:
    """Return the folder of the files; nothing when a server keeps them."""
    try:
        return Path(default_storage.path(""))
    except NotImplementedError:
        return None


def put(name: str, content: IO[bytes]) -> None:
    """Write a file under exactly this name; half of one is never seen."""
    if local_root() is None:
        default_storage.delete(name)
        saved = default_storage.save(name, File(content))
        if saved != name:
            raise Refused(f"The file store named {name!r} otherwise ({saved!r}).")
        return
    path = Path(default_storage.path(name))  # Refuses what lies outside the folder.
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix, suffix = PARTIAL
    with NamedTemporaryFile(dir=path.parent, prefix=prefix, suffix=suffix, delete=False) as partial:
        try:
            shutil.copyfileobj(content, partial)
            partial.flush()
            os.fsync(partial.fileno())
            os.chmod(partial.name, settings.FILE_UPLOAD_PERMISSIONS or 0o600)
            os.replace(partial.name, path)
        except BaseException:
            os.unlink(partial.name)
            raise


def _names_in_folder(root: Path) -> Iterator[str]:
    seen = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        seen.add(os.path.realpath(folder))
        # A link may lead to another disk, or back to where we come from.
        folders[:] = sorted(name for name in folders if os.path.realpath(os.path.join(folder, name)) not in seen)
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file():
                yield path.relative_to(root).as_posix()


def _names_in_store(folder: str) -> Iterator[str]:
    folders, names = default_storage.listdir(folder)
    yield from sorted(f"{folder}{name}" for name in names if name)
    for name in sorted(folders):
        yield from _names_in_store(f"{folder}{name}/")
