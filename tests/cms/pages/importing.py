"""What the tests of the import have in common: a directory of files, and the command."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image as Pixels
from wagtail.models import Collection, Page, PageLogEntry, Revision

from cms.files.models import Document, Image
from cms.pages.models import ImportedPage, ReferencePage, SectionPage


def write(directory: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def picture(color: str = "#1d6b50") -> bytes:
    stream = io.BytesIO()
    Pixels.new("RGB", (8, 6), color).save(stream, "PNG")
    return stream.getvalue()


def run(directory: Path, *arguments: str, section: str = "handbook") -> str:
    """Run the command and return what it said."""
    out = io.StringIO()
    call_command("import_markdown", str(directory), "--section", section, *arguments, stdout=out)
    return out.getvalue()


def fail(directory: Path, *arguments: str, section: str = "handbook") -> tuple[str, str]:
    """Run the command, which must fail, and return what it said and why it failed."""
    out = io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_markdown", str(directory), "--section", section, *arguments, stdout=out)
    assert failure.value.returncode == 1
    return out.getvalue(), str(failure.value)


def page_at(path: str) -> ReferencePage | SectionPage:
    return ImportedPage.objects.get(path=path).page.specific


def everything() -> dict[str, int]:
    """Return how many rows each kind has that an import could write."""
    kinds = (Page, Revision, PageLogEntry, ImportedPage, Image, Document, Collection)
    return {kind.__name__: kind.objects.count() for kind in kinds}
