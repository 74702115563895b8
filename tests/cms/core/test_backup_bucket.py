"""Files that a server keeps are saved and come back under their own names."""

from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from cms.core.backups.files import stored_names
from tests.factories.buckets import S3, serving

pytestmark = pytest.mark.usefixtures("committed")

BUCKET = "/palabre/"


class ListingS3(S3):
    """Lists its objects too, one folder at a time."""

    def do_GET(self):  # noqa: N802 -- the name that http.server calls
        parts = urlsplit(self.path)
        if parts.path.rstrip("/") + "/" != BUCKET:
            return super().do_GET()
        prefix = parse_qs(parts.query).get("prefix", [""])[0]
        names = [unquote(path).removeprefix(BUCKET) for path in self.objects]
        inside = [name.removeprefix(prefix) for name in names if name.startswith(prefix)]
        folders = sorted({name.partition("/")[0] for name in inside if "/" in name})
        files = sorted(name for name in inside if "/" not in name)
        said = "".join(
            f"<CommonPrefixes><Prefix>{escape(prefix + name)}/</Prefix></CommonPrefixes>" for name in folders
        )
        said += "".join(f"<Contents><Key>{escape(prefix + name)}</Key></Contents>" for name in files)
        return self._answer(
            200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{said}</ListBucketResult>".encode()
        )


@pytest.fixture
def bucket(settings):
    with serving(ListingS3) as store:
        settings.STORAGES = {**settings.STORAGES, "default": store}
        yield ListingS3.objects


def test_files_of_a_bucket_come_back(bucket, tmp_path):
    default_storage.save("plan.pdf", ContentFile(b"plan"))
    default_storage.save("pictures/été 1.png", ContentFile(b"picture"))
    before = dict(bucket)
    assert sorted(stored_names()) == ["pictures/été 1.png", "plan.pdf"]

    call_command("backup", out=tmp_path / "saved.tar.gz")
    bucket.clear()
    bucket["/palabre/media/plan.pdf"] = b"changed"
    call_command("restore", str(tmp_path / "saved.tar.gz"), replace=True)

    assert bucket == before
