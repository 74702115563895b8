"""The body of a page as HTML, drawn once for each version and kept.

What is kept is named by all that it shows: the version, the language, and the pictures and documents that this viewer may open.
So a changed file or a lost right is never met with an old drawing, and two readers share one only when both may see all of it.
"""

import re
from html import unescape
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.pages.models import ContentPage
from cms.pages.outlines import Outline
from cms.pages.pictures import images_in, load_renditions, marks_of_files
from cms.pages.sights import Sight
from themes.kept import kept

KEPT_FOR = 60 * 60  # seconds
#: Where a line ends for who reads a page, and where the next cell of a table begins.
LINE_ENDS = re.compile(r"</(?:p|li|h[1-6]|tr|dt|dd|blockquote|figcaption|pre|div)>|<br\s*/?>")
CELL_ENDS = re.compile(r"</t[dh]>")


class Part(NamedTuple):
    """One block of a body, drawn."""

    id: str
    kind: str
    html: SafeString


def draw_body(page: ContentPage, outline: Outline, sight: Sight, *, is_preview: bool) -> list[Part]:
    """Return the blocks of a page's body as HTML, with what is in sight of files, pages and people, and no trace of others."""
    if is_preview or not page.live:
        return _draw(page, sight)
    return kept("body", _shown(page, outline, sight), lambda: _draw(page, sight), seconds=KEPT_FOR)


def _shown(page: ContentPage, outline: Outline, sight: Sight) -> list[Any]:
    """Return all that can be seen of the body, without unpacking it."""
    found = marks_of_files(outline.image_ids, outline.document_ids) if outline.has_files else []
    files = [mark.named_by for mark in found if mark.collection_id in sight.collections]
    return [outline.version, get_language(), files, sight.pages, sight.people]


def _draw(page: ContentPage, sight: Sight) -> list[Part]:
    load_renditions(images_in(page.body))
    seen = {"visible_collections": sight.collections, "seen_pages": sight.pages, "seen_people": sight.people}
    return [
        Part(block.id, block.block_type, render_to_string("core/blocks/block.html", {"block": block, **seen}))
        for block in page.body
    ]


def text_of(html: str) -> str:
    """Return what is read, with its lines, without the markup."""
    text = unescape(strip_tags(LINE_ENDS.sub("\n", CELL_ENDS.sub(" ", html))))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
