"""One file's text as a page: title, summary and blocks with ids that stay as long as the text stays."""

import json
import uuid
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.markdown import frontmatter
from cms.pages.markdown.building import Page
from cms.pages.markdown.elements import block_builder
from cms.pages.markdown.files import FileFinder
from cms.pages.markdown.linking import FileContext, is_picture
from cms.pages.markdown.markup import Markup
from cms.pages.markdown.nodes import parse
from cms.pages.markdown.richtext import plain_text
from cms.pages.markdown.scanning import Scan, scan
from cms.pages.markdown.source import Block, DocumentRef, ImageRef, Link, MovedFile, Note, SourcePage

NAMESPACE = uuid.UUID("6b0c3a52-6f0a-5d0e-9a53-0d6c1f4f6b11")
MOST_NOTES = 200
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_NOTE = 255, 500, 120


def convert(text: str, path: str, slug: str, fallback_title: str, finder: FileFinder) -> SourcePage | MovedFile:
    """Return the page that a file's text describes, or where it went; raise `FileRefusedError` with a reason."""
    front, body, above = frontmatter.split(text)
    if front.redirect_to and not body.strip():
        return MovedFile(path, front.redirect_to, (*front.redirect_from, *filter(None, [front.permalink])))
    links: dict[str, Link] = {}
    page = SourcePage(path=path, slug=slug, title="", file=path, links=links)
    scanned = scan(body, above + 1)
    context = FileContext(path, path.rpartition("/")[0], finder, scanned, links, page.notes)
    root = parse(Markup(scanned, context.note).html())
    first = next((node for node in root.walk() if node.tag == "h1"), None)
    given = _plain(front.title) or (plain_text(first) if first else "")
    title = given or fallback_title
    page.title, page.is_titled = _shorten(title, LONGEST_TITLE), bool(given)
    if len(title) > LONGEST_TITLE:
        size = {"size": len(title), "limit": LONGEST_TITLE}
        context.note(1, _("The title has %(size)d characters; a page keeps %(limit)d of them.") % size)
    builder = block_builder(context, Page(title=title))
    page.blocks = _with_ids(path, builder.build(root))
    page.anchors = builder.page.anchors
    _note_unknown(context, scanned)
    page.summary = _shorten(_plain(front.summary), LONGEST_SUMMARY)
    page.draft, page.tags, page.extra = front.draft, front.tags, front.extra
    page.order, page.picture = front.order, _picture(front.picture, context)
    page.permalink, page.redirect_from = front.permalink, front.redirect_from
    page.notes.sort(key=lambda note: note.line)
    if len(page.notes) > MOST_NOTES:
        last = Note(path, 0, _("There is more of this: %(count)d notes in all.") % {"count": len(page.notes)})
        page.notes[MOST_NOTES:] = [last]
    return page


def _picture(name: str, context: FileContext) -> str:
    """Return the file of the picture that stands for the page."""
    found = context.find_file(name) if name else None
    if name and not (found and is_picture(found)):
        context.note(1, _("The page's picture “%(name)s” is not there.") % {"name": name[:LONGEST_NOTE]})
        return ""
    return found or ""


def _plain(text: str) -> str:
    scanned = scan(text)
    return " ".join(scanned.plain(scanned.text).split())


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    return (start.rpartition(" ")[0].rstrip(" ,;:") or start) + "…"


def _note_unknown(context: FileContext, scanned: Scan) -> None:
    """List the tags that readers now see as plain words; those in code are the writer's own example."""
    for marked in scanned.shown():
        if not marked.meaning.known:
            source = " ".join(marked.tag.source.split())
            context.note(marked.tag.line, _("Unknown syntax: %(source)s") % {"source": source[:LONGEST_NOTE]})


def _with_ids(path: str, blocks: list[Block]) -> list[Block]:
    """Give each block an id made of its file, its kind and its content, so that an edit touches only what it changes."""
    seen: Counter[str] = Counter()
    for block in blocks:
        content = f"{path}\n{block['type']}\n{_content(block['value'])}"
        seen[content] += 1
        block["id"] = _identity(content, seen[content])
        if block["type"] == "documents":
            for position, item in enumerate(block["value"]["documents"]):
                item["id"] = _identity(f"{content}\n{item['value'].path}", position)
    return blocks


def _identity(content: str, occurrence: int) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{content}\n{occurrence}"))


def _content(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, default=_reference)


def _reference(value: Any) -> str:
    if isinstance(value, ImageRef | DocumentRef):
        return value.path
    raise TypeError(type(value))
