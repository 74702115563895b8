from collections.abc import Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.core.management import call_command

from cms.core.backups import databases, files
from cms.core.backups.archive import CHUNK, DATABASE, FILES, IN_MEMORY, Manifest, explained, members, verified
from cms.core.backups.making import SAID_EVERY
from cms.core.backups.refusals import Refused
from cms.core.room import is_out_of_room
from search.health import has_server


def restore_backup(path: Path, say: Callable[[str], None], *, replace: bool = False) -> Manifest:
    """Put back what a backup holds. All of it is read and compared before anything is changed; the database comes last.

    Files that the backup does not know stay where they are: no row names them, so nobody is shown them.
    """
    manifest = verified(path)
    _require_fitting(manifest)
    if not replace and not (databases.is_empty() and next(iter(files.stored_names()), None) is None):
        raise Refused(
            "There are people or files here already. --replace puts the backup in their place; make a backup of them first."
        )
    say(f"The backup of {manifest.made_at} is whole.")
    try:
        with explained(), TemporaryDirectory(prefix="restore-", dir=settings.VAR_DIR) as folder:
            _put_back(path, Path(folder, DATABASE), say)
            databases.load(Path(folder, DATABASE))
    except OSError as error:
        why = "there is no room left" if is_out_of_room(error) else error.strerror or type(error).__name__
        raise Refused(f"A file could not be written: {why}. The database is as it was.") from error
    say("Database: restored")
    _bring_up_to_date(say)
    return manifest


def _require_fitting(manifest: Manifest) -> None:
    here = databases.engine()
    if manifest.engine != here:
        theirs = databases.NAMES.get(manifest.engine, manifest.engine)
        raise Refused(
            f"This is a backup of {theirs}, and DATABASE_URL names {databases.NAMES[here]}. A backup goes back to the "
            "kind of database that it came from. Nothing was changed."
        )
    unknown = databases.unknown_migrations(manifest.migrations)
    if unknown:
        raise Refused(
            f"The backup knows {', '.join(unknown[:3])}, which this version does not. Restore it with the version that "
            f"made it ({manifest.release}) or a later one, and with the same SOCIAL. Nothing was changed."
        )


def _put_back(path: Path, dump: Path, say: Callable[[str], None]) -> None:
    count = 0
    files.clear_partial()
    for name, _size, content in members(path):
        if name == DATABASE:
            _copy(content, dump)
        elif name.startswith(FILES):
            _put_file(name.removeprefix(FILES), content)
            count += 1
            if count % SAID_EVERY == 0:
                say(f"Files so far: {count}")
    say(f"Files: {count}")


def _copy(content: IO[bytes], path: Path) -> None:
    with path.open("xb") as copy:
        while chunk := content.read(CHUNK):
            copy.write(chunk)


def _put_file(name: str, content: IO[bytes]) -> None:
    try:
        if files.local_root():
            files.put(name, content)
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            while chunk := content.read(CHUNK):
                copy.write(chunk)
            copy.seek(0)
            files.put(name, copy)
    except SuspiciousFileOperation as error:
        raise Refused(
            f"{name!r} in the archive lies outside the folder of the files. The database is as it was."
        ) from error


def _bring_up_to_date(say: Callable[[str], None]) -> None:
    """Do what an older or newer moment asks for: tables, and what was remembered of the other one."""
    call_command("migrate", verbosity=0, interactive=False)
    for cache in caches.all(initialized_only=False):
        cache.clear()
    say("Tables: up to date; caches: empty")
    if has_server():
        say("Search has a server of its own: run manage.py update_index.")
    say("Restart web server, worker and tick.")
