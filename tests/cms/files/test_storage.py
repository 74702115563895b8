"""Where files are kept: a disk that is full, and a bucket on a server that speaks S3."""

import resource
from contextlib import contextmanager
from io import BytesIO
from os import walk

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pixels
from wagtail.models import Collection

from cms.core.exceptions import StorageFull
from cms.files.models import Document, Image
from cms.files.storage import Bucket, Folder
from tests.factories.buckets import S3, serving
from tests.factories.files import make_collection, make_document
from tests.factories.people import GroupFactory

ROOM = 100_000  # bytes


@contextmanager
def little_room():
    """Let no file of this process grow beyond some bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files_in(folder):
    return sorted(name for _folder, _folders, names in walk(folder) for name in names)


@pytest.fixture
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_file_that_does_not_fit_leaves_nothing_behind(store):
    with little_room(), pytest.raises(StorageFull):
        Folder().save("documents/large.pdf", ContentFile(b"x" * 3 * ROOM))

    assert files_in(store) == []


def test_file_of_that_name_stays_when_another_does_not_fit(store):
    Folder().save("report.pdf", ContentFile(b"kept"))

    with little_room(), pytest.raises(StorageFull):
        Folder().save("report.pdf", ContentFile(b"x" * 3 * ROOM))

    assert files_in(store) == ["report.pdf"]
    assert (store / "report.pdf").read_bytes() == b"kept"


# The second is larger than what Django keeps in memory: it meets the full disk on its way in.
@pytest.mark.parametrize("size", [3 * ROOM, 3_000_000])
@pytest.mark.django_db
def test_full_disk_at_an_upload_is_told_and_changes_nothing(client, editor, home, store, size):
    client.force_login(editor)
    upload = SimpleUploadedFile("large.pdf", b"%PDF-" + b"x" * size, content_type="application/pdf")
    form = {"title": "Large", "file": upload, "collection": Collection.get_first_root_node().pk, "tags": ""}

    with little_room():
        answer = client.post("/admin/documents/add/", form)

    assert answer.status_code == 507
    assert "There is no room left to keep this." in answer.text
    assert (Document.objects.count(), files_in(store)) == (0, [])


@pytest.mark.django_db
def test_full_disk_at_the_upload_of_a_picture_is_told(client, editor, home, store):
    client.force_login(editor)
    stream = BytesIO()
    Pixels.effect_noise((700, 700), 90).save(stream, "PNG")
    upload = SimpleUploadedFile("noise.png", stream.getvalue(), content_type="image/png")
    form = {"title": "Noise", "files[]": upload, "collection": Collection.get_first_root_node().pk}

    with little_room():
        answer = client.post("/admin/images/multiple/add/", form, headers={"X-Requested-With": "XMLHttpRequest"})

    assert len(stream.getvalue()) > ROOM
    assert (answer.status_code, Image.objects.count(), files_in(store)) == (507, 0, [])


@pytest.fixture
def bucket(settings):
    with serving(S3) as store:
        settings.STORAGES = {**settings.STORAGES, "default": store}
        yield S3


@pytest.mark.django_db
def test_document_in_a_bucket_is_served_by_us_to_those_who_may(bucket, member, member_client, outsider_client):
    group = GroupFactory()
    member.groups.add(group)
    document = make_document(collection=make_collection(groups=[group]), text=b"in the bucket")

    opened, refused = member_client.get(document.url), outsider_client.get(document.url)

    assert list(bucket.objects) == ["/palabre/media/documents/document.txt"]
    assert (opened.status_code, b"".join(opened.streaming_content)) == (200, b"in the bucket")
    assert refused.status_code == 404


def test_bucket_tells_no_address_of_its_own(bucket):
    name = default_storage.save("pictures/é 1.png", ContentFile(b"1"))

    assert isinstance(default_storage._wrapped, Bucket)
    assert default_storage.url(name) == "/media/pictures/%C3%A9%201.png"
    with pytest.raises(FileNotFoundError):
        default_storage.get_modified_time("absent.png")


def test_bucket_replaces_no_file_and_says_when_it_is_full(bucket):
    first, second = (default_storage.save("a.txt", ContentFile(text)) for text in (b"1", b"2"))

    assert first != second
    with pytest.raises(StorageFull):
        default_storage.save("large.txt", ContentFile(b"x" * 20_000))
