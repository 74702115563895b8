import os
import re
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from cms.core.backups import databases, files
from cms.core.backups.archive import DATABASE, FILES, Manifest, Writer
from cms.core.backups.refusals import Refused
from cms.core.room import is_out_of_room

#: After so many files a line says how far it is.
SAID_EVERY = 1000


def make_backup(out: Path, say: Callable[[str], None]) -> Path:
    """Save database and files to a new file, or to a dated one in a folder; return its path.

    The database comes first, as of one moment; so each file that it names was there before, and is still there when its
    turn comes unless somebody removed it meanwhile.
    """
    out = _target(out)
    try:
        with TemporaryDirectory(prefix=".palabre-backup-", dir=out.parent) as folder:
            _make(Path(folder), out, say)
    except OSError as error:
        why = "there is no room left" if is_out_of_room(error) else error.strerror or type(error).__name__
        raise Refused(f"The backup could not be written to {out.parent}: {why}. No file was made.") from error
    return out


def _target(out: Path) -> Path:
    out = out.absolute()
    if out.is_dir():
        out /= f"palabre-{timezone.now():%Y%m%dT%H%M%SZ}.tar.gz"
    if not out.parent.is_dir():
        raise Refused(f"There is no folder {out.parent}.")
    if out.exists():
        raise Refused(f"{out} exists already. Choose another name, or a folder.")
    root = files.local_root()
    if root and root.resolve() in out.resolve().parents:
        raise Refused(f"{out} lies among the uploaded files, which are what is saved. Choose another folder.")
    return out


def _make(folder: Path, out: Path, say: Callable[[str], None]) -> None:
    manifest = _described(timezone.now())
    dump, partial = folder / DATABASE, folder / "archive"
    databases.dump(dump)
    say(f"Database: {readable(dump.stat().st_size)}")
    with partial.open("xb") as raw:
        os.fchmod(raw.fileno(), 0o600)
        writer = Writer(raw, manifest)
        writer.add_path(DATABASE, dump)
        _add_files(writer, say)
        writer.close()
        raw.flush()
        os.fsync(raw.fileno())
    os.rename(partial, out)
    _sync_folder(out.parent)


def _described(now: datetime) -> Manifest:
    return Manifest(
        release=settings.RELEASE,
        made_at=now.isoformat(),
        engine=databases.engine(),
        versions={name: version(name) for name in ("django", "wagtail")},
        migrations=databases.applied_migrations(),
    )


def _add_files(writer: Writer, say: Callable[[str], None]) -> None:
    total = count = 0
    for name in files.stored_names():
        try:
            content = default_storage.open(name)
        except FileNotFoundError:
            writer.manifest.gone.append(name)
            continue
        with content:
            writer.add(f"{FILES}{name}", content)
        count, total = count + 1, total + writer.manifest.members[f"{FILES}{name}"][0]
        if count % SAID_EVERY == 0:
            say(f"Files so far: {count}, {readable(total)}")
    say(f"Files: {count}, {readable(total)}")
    if writer.manifest.gone:
        say(f"Removed by somebody meanwhile: {len(writer.manifest.gone)}")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def readable(size: int) -> str:
    """Tell a size in words."""
    amount = float(size)
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return re.sub(r"\.0 ", " ", f"{amount:.1f} {unit}")
