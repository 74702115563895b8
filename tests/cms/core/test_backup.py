"""What was acknowledged is there after a restore; what is wrong with an archive is said, and changes nothing."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from cms.core.backups import archive
from cms.people.models import User
from tests.cms.core.archives import rewritten
from tests.factories.people import UserFactory

pytestmark = pytest.mark.usefixtures("committed")

WORDS = "Ada Example wrote this, naïvely"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of this test's own for uploaded files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def saved(tmp_path):
    """A backup of one person and two files."""
    UserFactory(username="ada", last_name=WORDS)
    default_storage.save("documents/plan.pdf", ContentFile(bytes(range(256)) * 40))
    default_storage.save("pictures/été 🌳.png", ContentFile(b"picture"))
    path = tmp_path / "saved.tar.gz"
    call_command("backup", out=path)
    return path


def restore(path, **options):
    call_command("restore", str(path), **options)


def test_what_was_there_is_there_again(saved, media):
    User.objects.filter(username="ada").update(last_name="changed")
    UserFactory(username="later")
    (media / "documents" / "plan.pdf").write_bytes(b"changed")
    (media / "pictures" / "été 🌳.png").unlink()

    restore(saved, replace=True)

    assert list(User.objects.values_list("username", "last_name")) == [("ada", WORDS)]
    assert (media / "documents" / "plan.pdf").read_bytes() == bytes(range(256)) * 40
    assert (media / "pictures" / "été 🌳.png").read_bytes() == b"picture"


@pytest.mark.skipif(not project.SOCIAL, reason="the CMS alone has no network")
def test_posts_comments_and_pages_come_back_as_they_were(home, tmp_path):
    from social_ext.comments.models import ThreadedComment
    from social_ext.spaces.models import Post
    from tests.factories.social import CommentFactory, PostFactory

    CommentFactory()
    PostFactory()
    before = {model: list(model.objects.order_by("pk").values()) for model in (Post, ThreadedComment, Page)}
    call_command("backup", out=tmp_path / "saved.tar.gz")
    Post.objects.update(body="changed")
    ThreadedComment.objects.update(comment="changed")
    Page.objects.update(title="changed")

    restore(tmp_path / "saved.tar.gz", replace=True)

    assert {model: list(model.objects.order_by("pk").values()) for model in before} == before


def test_restored_product_goes_on(saved):
    restore(saved, replace=True)

    assert UserFactory(username="next").pk > User.objects.get(username="ada").pk


def test_archive_is_for_few_eyes_and_leaves_nothing_beside_it(saved, tmp_path):
    assert saved.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".", "saved"))) == ["saved.tar.gz"]


def test_what_a_killed_restore_left_is_saved_by_no_backup_and_removed_by_the_next_restore(saved, media, tmp_path):
    half = media / "documents" / ".restoring-k3x9.part"
    half.write_bytes(b"half of")
    (media / "documents" / "readyz-plan.pdf").write_bytes(b"somebody's")
    (media / "readyz-0123456789abcdef").write_bytes(b"ready")

    call_command("backup", out=tmp_path / "next.tar.gz")
    restore(saved, replace=True)

    assert {
        name for name in archive.verified(tmp_path / "next.tar.gz").members if name.startswith("files/documents")
    } == {
        "files/documents/plan.pdf",
        "files/documents/readyz-plan.pdf",
    }
    assert "files/readyz-0123456789abcdef" not in archive.verified(tmp_path / "next.tar.gz").members
    assert not half.exists()


def test_backup_goes_into_a_folder_under_a_dated_name(tmp_path, capsys):
    folder = tmp_path / "backups"
    folder.mkdir()

    call_command("backup", out=folder)

    (made,) = folder.iterdir()
    assert made.name.startswith("palabre-2")
    assert str(made) in capsys.readouterr().out


def test_manifest_says_what_the_archive_holds(saved):
    manifest = archive.verified(saved)

    assert manifest.engine == connection.vendor
    assert set(manifest.members) == {"database", "files/documents/plan.pdf", "files/pictures/été 🌳.png"}
    assert manifest.members["files/documents/plan.pdf"][0] == 256 * 40
    assert set(manifest.versions) == {"django", "wagtail"}
    assert "core.0001_initial" in manifest.migrations


def test_people_who_are_here_are_not_replaced_by_accident(saved):
    User.objects.update(last_name="changed")

    with pytest.raises(CommandError, match="--replace"):
        restore(saved)

    assert User.objects.get().last_name == "changed"


def test_files_that_are_here_are_not_replaced_by_accident(saved):
    User.objects.all().delete()

    with pytest.raises(CommandError, match="--replace"):
        restore(saved)


def test_archive_that_was_cut_off_changes_nothing(saved):
    User.objects.update(last_name="changed")
    saved.write_bytes(saved.read_bytes()[:-200])

    with pytest.raises(CommandError, match="damaged or was cut off"):
        restore(saved, replace=True)

    assert User.objects.get().last_name == "changed"


def change_manifest(path, **values):
    def change(members):
        *others, (member, text) = members
        return [*others, (member, json.dumps(json.loads(text) | values).encode())]

    rewritten(path, change)


def test_backup_of_another_engine_is_refused(saved):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    change_manifest(saved, engine=other)

    with pytest.raises(CommandError, match="kind of database that it came from"):
        restore(saved, replace=True)


def test_backup_of_a_later_version_is_refused(saved):
    change_manifest(saved, migrations=["core.0001_initial", "core.9999_from_the_future"])

    with pytest.raises(CommandError, match=r"core\.9999_from_the_future"):
        restore(saved, replace=True)


def test_database_in_the_archive_that_is_none_changes_nothing(saved):
    def change(members):
        (database, _content), *others, (manifest, text) = members
        values = json.loads(text)
        values["members"]["database"] = [7, "239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5"]
        return [(database, b"payload"), *others, (manifest, json.dumps(values).encode())]

    rewritten(saved, change)
    User.objects.update(last_name="changed")

    with pytest.raises(CommandError):
        restore(saved, replace=True)

    assert User.objects.get().last_name == "changed"


@pytest.mark.parametrize(
    ("out", "says"),
    [("saved.tar.gz", "exists already"), ("absent/new.tar.gz", "no folder"), ("media/new.tar.gz", "uploaded files")],
)
def test_place_that_will_not_do_is_refused(saved, tmp_path, out, says):
    before = saved.read_bytes()

    with pytest.raises(CommandError, match=says):
        call_command("backup", out=tmp_path / out)

    assert saved.read_bytes() == before


def test_full_disk_is_told_and_leaves_nothing(processes, tmp_path):
    target = tmp_path / "target"
    target.mkdir()
    small = (
        "import resource, sys; from django.core.management import execute_from_command_line as run;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({64 * 1024}, {64 * 1024}));"
        f"run(['manage.py', 'backup', '--out', {str(target)!r}])"
    )

    said = processes.run("-c", small, status=1)

    assert "CommandError" in said
    assert "Traceback" not in said
    assert list(target.iterdir()) == []


def test_backup_while_people_write_holds_all_that_was_acknowledged_before(processes, tmp_path):
    processes.environment |= {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "VAR_DIR": str(tmp_path / "lived")}
    os.makedirs(tmp_path / "lived")
    writer = processes.start("-m", "tests.cms.core.chores", "write")
    processes.wait_for("safe 20")

    processes.run("manage.py", "backup", "--out", str(tmp_path / "saved.tar.gz"))
    safe = [line.removeprefix("safe ") for line in processes.log]
    acknowledged = safe[:21]
    writer.kill()
    writer.wait()
    processes.environment["VAR_DIR"] = str(tmp_path / "restored")
    os.makedirs(tmp_path / "restored")
    processes.run("manage.py", "restore", "--replace", str(tmp_path / "saved.tar.gz"))

    found = processes.run("manage.py", "shell", "-v", "0", "-c", PRINT_NAMES).split()
    assert {f"writer-{number}" for number in acknowledged} <= {name.partition(":")[0] for name in found}
    for name in found:
        file = Path(tmp_path, "restored", "media", name.partition(":")[2])
        assert file.stat().st_size == 5000


PRINT_NAMES = """
from cms.people.models import User
for user in User.objects.all():
    print(f"{user.username}:{user.last_name}")
"""
