"""Where uploaded files are kept: a folder, or a bucket of an S3-compatible server.

Neither tells its own addresses. A file is reached through our views alone, which ask who is looking.
"""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

from botocore.exceptions import ClientError
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from cms.core.exceptions import StorageFull
from cms.core.room import is_out_of_room


class Folder(FileSystemStorage):
    """A folder. A file that does not fit leaves nothing behind."""

    def _save(self, name, content):
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            return super()._save(name, content)
        except OSError as error:
            if not is_out_of_room(error):
                raise
            if not was_there:
                path.unlink(missing_ok=True)
            raise StorageFull from error


class Bucket(S3Storage):
    """A bucket that is ours alone: no file in it is public, and none is replaced by another of its name."""

    default_acl = None
    file_overwrite = False

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except ClientError as error:
            if _status(error) == HTTPStatus.INSUFFICIENT_STORAGE:
                raise StorageFull from error
            raise

    def get_modified_time(self, name):
        try:
            return super().get_modified_time(name)
        except ClientError as error:
            if _status(error) == HTTPStatus.NOT_FOUND:
                raise FileNotFoundError(name) from error
            raise

    def url(self, name, *args, **kwargs):
        """Return the address of our own view, which asks who is looking."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))


def _status(error: ClientError) -> int:
    return error.response["ResponseMetadata"]["HTTPStatusCode"]


class NoStore(Storage):
    """Stands in where STORAGE_URL is wrong: a folder that nobody chose would look like a loss."""

    def _refuse(self, *args, **kwargs):
        raise ImproperlyConfigured("STORAGE_URL is wrong; `manage.py check` says why.")

    _open = _save = delete = exists = size = url = get_modified_time = _refuse
