"""What may be uploaded, by whichever door it comes: looked at before it is kept, and refused in words.

The forms of the admin and the imports of files use the same two fields. The name of a file tells its kind; here its
content is asked whether that is true.
"""

import os.path
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageSequence, UnidentifiedImageError
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
#: How the content of a document of each kind begins. What is not named here is text.
BEGINNINGS = {
    "pdf": (b"%PDF-",),
    "rtf": (b"{\\rtf",),
    **dict.fromkeys(("docx", "odp", "ods", "odt", "pptx", "xlsx", "zip"), ARCHIVE),
}
BEFORE_A_BEGINNING = b"\xef\xbb\xbf \t\r\n"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 64 * 1024  # bytes


class PictureField(WagtailImageField):
    """A picture that can be drawn: it is decoded once here, so that no page breaks on half of one."""

    def to_python(self, data: Any) -> Any:
        try:
            picture = super().to_python(_named(data))
            if picture is not None:
                _decode(picture)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
            raise ValidationError(
                _("This picture is broken: not all of it can be read. Save it again, and upload the new file."),
                code="broken_image",
            ) from broken
        return picture

    def check_image_pixel_size(self, f: Any) -> None:
        try:
            super().check_image_pixel_size(f)
        except ValidationError as refused:
            raise ValidationError(
                _("This picture has more than %(limit)d million pixels. Make it smaller, and upload it again.")
                % {"limit": self.max_image_pixels // 1_000_000},
                code="file_too_many_pixels",
            ) from refused


class DocumentField(WagtailDocumentField):
    """A document whose content is what its name says."""

    def to_python(self, data: Any) -> Any:
        document = super().to_python(_named(data))
        if document is not None and not _is_what_it_says(document):
            kind = _suffix(document.name).upper()
            raise ValidationError(
                _(
                    "The content of this file is no %(kind)s. Save it again in the right format, and upload the new file."
                )
                % {"kind": kind},
                code="wrong_content",
            )
        return document


def _named(file: Any) -> Any:
    """Give a name to a file whose own has no letter or digit: the store would leave its ending alone, as a name."""
    if file:
        stem, suffix = os.path.splitext(file.name)
        if not re.search(r"[^\W_]", stem):
            file.name = f"file{suffix}"
    return file


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower().removeprefix(".")


def _decode(file: Any) -> None:
    with Image.open(file) as picture:
        for frame in ImageSequence.Iterator(picture):
            frame.load()
    file.seek(0)


def _is_what_it_says(file: Any) -> bool:
    if _suffix(file.name) not in settings.WAGTAILDOCS_EXTENSIONS:
        return True  # the model refuses it for its kind
    file.seek(0)
    start = file.read(LOOKED_AT)
    file.seek(0)
    beginnings = BEGINNINGS.get(_suffix(file.name))
    if beginnings:
        return start.lstrip(BEFORE_A_BEGINNING).startswith(beginnings)
    return start.startswith(UTF_16) or b"\x00" not in start
