"""A face from what people upload: looked at before it is decoded, cut square, and written anew without what a camera notes."""

from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from cms.people.exceptions import NoPhoto, PhotoTooLarge

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
SIDE = 256  # pixels
QUALITY = 85


def cut_photo(upload: IO[bytes], size: int) -> ContentFile:
    """Return a square JPEG of an uploaded picture. Raises `NoPhoto` or `PhotoTooLarge`."""
    if size > MOST_BYTES:
        raise PhotoTooLarge
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PhotoTooLarge
            upright = ImageOps.exif_transpose(picture.convert("RGBA"))
            face = ImageOps.fit(upright, (SIDE, SIDE))
    except Image.DecompressionBombError as bomb:
        raise PhotoTooLarge from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise NoPhoto from broken
    written = BytesIO()
    flat = Image.new("RGB", face.size, "white")
    flat.paste(face, mask=face.getchannel("A"))
    flat.save(written, "JPEG", quality=QUALITY)
    return ContentFile(written.getvalue())
