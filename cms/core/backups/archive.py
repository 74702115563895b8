"""The file of a backup: a compressed tar of the database, the uploaded files, and a manifest of them all at its end.

What stands in an archive is not trusted: every name is checked before anything is written, and nothing is unpacked that
the manifest does not vouch for. A file that was cut off has no manifest.
"""

import gzip
import hashlib
import json
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from cms.core.backups.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files/"
#: A file up to this size, in bytes, is held in memory on its way.
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 1024 * 1024
DAMAGED = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile)


@dataclass
class Manifest:
    """What an archive holds, and what it came from."""

    format: int = FORMAT
    product: str = "palabre"
    release: str = ""
    made_at: str = ""
    engine: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)
    #: Name in the archive -> size in bytes and SHA-256.
    members: dict[str, tuple[int, str]] = field(default_factory=dict)
    #: Files that people removed while the backup was made.
    gone: list[str] = field(default_factory=list)


class Writer:
    """An archive in the making; its manifest comes last."""

    def __init__(self, raw: IO[bytes], manifest: Manifest):
        self.tar = tarfile.open(  # noqa: SIM115 -- `close` closes it
            fileobj=raw, mode="w:gz", compresslevel=1, format=tarfile.PAX_FORMAT
        )
        self.manifest = manifest

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add what can be read, as much as there is just now: a file may be growing or shrinking."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            shutil.copyfileobj(content, copy, CHUNK)
            size = copy.tell()
            copy.seek(0)
            self.manifest.members[name] = (size, digest(copy))
            copy.seek(0)
            self._add(name, copy, size)

    def add_path(self, name: str, path: Path) -> None:
        """Add a file that nobody else writes."""
        size = path.stat().st_size
        with path.open("rb") as content:
            self.manifest.members[name] = (size, digest(content))
            content.seek(0)
            self._add(name, content, size)

    def close(self) -> None:
        text = json.dumps(asdict(self.manifest), indent=1).encode()
        self._add(MANIFEST, BytesIO(text), len(text))
        self.tar.close()

    def _add(self, name: str, content: Any, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size = size
        member.mode = 0o600
        self.tar.addfile(member, content)


def verified(path: Path) -> Manifest:
    """Return the manifest of an archive after every byte was read and compared with it."""
    with explained():
        text, found = _read(path)
    manifest = _manifest(text)
    if set(found) != set(manifest.members) or DATABASE not in found:
        odd = sorted(set(found) ^ set(manifest.members)) or [DATABASE]
        raise Refused(f"The archive and its manifest do not agree about {odd[0]!r}. Nothing was changed.")
    for name, what in found.items():
        if what != manifest.members[name]:
            raise Refused(f"{name!r} in the archive is damaged: its checksum differs. Nothing was changed.")
    return manifest


def _read(path: Path) -> tuple[bytes | None, dict[str, tuple[int, str]]]:
    """Return the manifest as it stands there, and what was found of everything else."""
    text: bytes | None = None
    found: dict[str, tuple[int, str]] = {}
    for name, size, content in members(path):
        if name in found or (name == MANIFEST and text is not None):
            raise Refused(f"The archive names {name!r} twice. Nothing was changed.")
        if name == MANIFEST:
            text = content.read()
        else:
            found[name] = (size, digest(content))
    return text, found


def members(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yield the name, size and content of everything in an archive, in its order."""
    with _open(path) as tar, explained():
        for member in tar:
            _require_safe(member)
            content = tar.extractfile(member)
            if content:
                yield member.name, member.size, content


def digest(content: IO[bytes]) -> str:
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


@contextmanager
def _open(path: Path) -> Iterator[tarfile.TarFile]:
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    with explained(), tarfile.open(path, "r:gz") as tar:
        yield tar


@contextmanager
def explained() -> Iterator[None]:
    """Say in a sentence that an archive cannot be read to its end."""
    try:
        yield
    except DAMAGED as error:
        raise Refused("The archive is damaged or was cut off. Nothing was changed.") from error


def _require_safe(member: tarfile.TarInfo) -> None:
    parts = PurePosixPath(member.name).parts
    is_known = member.name in {MANIFEST, DATABASE} or member.name.startswith(FILES)
    is_plain = member.name == "/".join(parts) and not {"..", "."} & set(parts) and "\\" not in member.name
    if not (member.isreg() and is_known and is_plain and "\0" not in member.name):
        raise Refused(f"The archive holds {member.name!r}, which no backup of this product holds. Nothing was changed.")


def _manifest(text: bytes | None) -> Manifest:
    if text is None:
        raise Refused(
            "The archive has no manifest: it was cut off, or is no backup of this product. Nothing was changed."
        )
    try:
        manifest = Manifest(**json.loads(text))
        manifest.members = {name: (int(size), str(said)) for name, (size, said) in manifest.members.items()}
        manifest.migrations = [str(name) for name in manifest.migrations]
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused("The manifest of the archive cannot be read. Nothing was changed.") from error
    if manifest.product != "palabre" or manifest.format != FORMAT:
        raise Refused("The archive was made by another version of the product. Nothing was changed.")
    return manifest
