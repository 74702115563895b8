"""What a reader sees of a section, in a form that two imports of the same text share."""

import io
import re
from pathlib import Path
from typing import Any

from django.core.management import call_command
from wagtail.models import Page

from cms.files.models import Document, Image
from cms.pages.models import SectionPage
from cms.pages.services.homes import ensure_home_in

LINK = re.compile(r'<a linktype="(page|document)" id="(\d+)"')


def exported(directory: Path, section: str, person: Any, *arguments: str) -> str:
    out = io.StringIO()
    call_command(
        "export_markdown", str(directory), "--section", section, "--as", person.get_username(), *arguments, stdout=out
    )
    return out.getvalue()


def seen(slug: str) -> dict[str, Any]:
    """Return what readers see of a section's pages, by their address inside it."""
    section = SectionPage.objects.get(slug=slug, depth=ensure_home_in("en").depth + 1)
    paths = dict(Page.objects.descendant_of(section, inclusive=True).values_list("pk", "url_path"))
    places = {pk: path.removeprefix(section.url_path) for pk, path in paths.items()}
    files = {
        "image": dict(Image.objects.values_list("pk", "file_hash")),
        "document": dict(Document.objects.values_list("pk", "file_hash")),
    }
    pages = Page.objects.descendant_of(section, inclusive=True).live().order_by("path").specific()
    return {places[page.pk]: _of(page, places, files) for page in pages}


def _of(page: Any, places: dict[int, str], files: dict[str, dict[int, str]]) -> list[Any]:
    blocks: list[list[Any]] = []
    for block in page.body.raw_data:
        value = _told(block["value"], block["type"], places, files)
        if block["type"] == "paragraph" and blocks and blocks[-1][0] == "paragraph":
            blocks[-1][1] += value
        else:
            blocks.append([block["type"], value])
    return [type(page).__name__, page.title, page.summary, files["image"].get(page.image_id), *blocks]


def _told(value: Any, name: str, places: dict[int, str], files: dict[str, dict[int, str]]) -> Any:
    if isinstance(value, str):
        return LINK.sub(lambda found: _target(found, places, files), value)
    if name == "image" and isinstance(value, int):
        return files["image"][value]
    if name == "documents" and isinstance(value, list):
        return [files["document"][item["value"]] for item in value]
    if isinstance(value, dict):
        return {key: _told(item, key, places, files) for key, item in value.items()}
    return [_told(item, "", places, files) for item in value] if isinstance(value, list) else value


def _target(found: re.Match[str], places: dict[int, str], files: dict[str, dict[int, str]]) -> str:
    key = int(found[2])
    return f'<a to="{places[key] if found[1] == "page" else files["document"][key]}"'
