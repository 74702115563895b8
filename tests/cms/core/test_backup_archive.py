"""What stands in the archive of a backup is not believed before all of it was read."""

import gzip
import tarfile
from io import BytesIO

import pytest

from cms.core.backups.archive import DATABASE, Manifest, Writer, verified
from cms.core.backups.refusals import Refused
from tests.cms.core.archives import rewritten


@pytest.fixture
def made(tmp_path):
    """An archive as a backup makes it."""
    path = tmp_path / "made.tar.gz"
    with path.open("wb") as raw:
        writer = Writer(raw, Manifest(engine="sqlite", migrations=["core.0001_initial"]))
        for name in (DATABASE, "files/a.txt", "files/b/c.txt"):
            writer.add(name, BytesIO(name.encode() * 5000))
        writer.close()
    return path


def test_archive_that_is_right_tells_what_it_holds(made):
    manifest = verified(made)

    assert list(manifest.members) == [DATABASE, "files/a.txt", "files/b/c.txt"]
    assert manifest.members["files/a.txt"][0] == 11 * 5000


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda path: path.unlink(), "There is no file"),
        (lambda path: path.write_bytes(b"no archive at all"), "damaged or was cut off"),
        (lambda path: path.write_bytes(b""), "damaged or was cut off"),
        (lambda path: path.write_bytes(path.read_bytes()[:-200]), "damaged or was cut off"),
        (lambda path: path.write_bytes(path.read_bytes()[:400]), "damaged or was cut off"),
        (
            lambda path: path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())[:-20_000])),
            "damaged or was cut off",
        ),
        (lambda path: rewritten(path, lambda members: members[:-1]), "has no manifest"),
        (lambda path: rewritten(path, lambda members: members[1:]), "do not agree"),
        (lambda path: rewritten(path, lambda members: [*members[:-2], members[-1]]), "do not agree"),
        (lambda path: rewritten(path, lambda members: [*members, members[0]]), "twice"),
        (
            lambda path: rewritten(path, lambda members: [(members[0][0], members[0][1] + b"!"), *members[1:]]),
            "checksum differs",
        ),
        (lambda path: rewritten(path, lambda members: [*members[:-1], (members[-1][0], b"[]")]), "cannot be read"),
        (lambda path: rewritten(path, lambda members: [*members[:-1], (members[-1][0], b"{")]), "cannot be read"),
    ],
)
def test_archive_that_is_wrong_is_refused(made, harm, says):
    harm(made)

    with pytest.raises(Refused, match=says):
        verified(made)


@pytest.mark.parametrize(
    "name",
    ["files/../../escaped", "/etc/escaped", "files//escaped", "../escaped", "escaped", "files/./escaped", "files/a\\b"],
)
def test_archive_that_would_write_outside_the_folder_of_files_is_refused(made, name):
    rewritten(made, lambda members: [(tarfile.TarInfo(name), b"bad"), *members])

    with pytest.raises(Refused, match="which no backup of this product holds"):
        verified(made)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_archive_holds_plain_files_only(made, kind):
    def change(members):
        odd = tarfile.TarInfo("files/odd")
        odd.type, odd.linkname = kind, "/etc"
        return [(odd, b""), *members]

    rewritten(made, change)

    with pytest.raises(Refused, match="which no backup of this product holds"):
        verified(made)
