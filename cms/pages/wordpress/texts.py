"""The text of an entry as blocks, through the same cleaning and building as Markdown."""

import json
import re
import uuid
from collections import Counter
from typing import Any

from cms.pages.markdown.building import Page as Names
from cms.pages.markdown.cleaning import Pieces, clean
from cms.pages.markdown.elements import block_builder
from cms.pages.markdown.linking import FileContext, is_picture
from cms.pages.markdown.nodes import Node, parse, refuse_depth
from cms.pages.markdown.rendering import MOST_OPEN_TAGS
from cms.pages.markdown.scanning import CLOSE_MARK, OPEN_MARK, Scan
from cms.pages.markdown.source import Block, DocumentRef, ImageRef, Link, SourcePage
from cms.pages.wordpress.media import MediaFinder
from cms.pages.wordpress.paragraphs import is_of_block_editor, with_links, with_paragraphs, without_comments
from cms.pages.wordpress.shortcodes import Shortcodes
from cms.pages.wordpress.sites import Site

NAMESPACE = uuid.UUID("2f0f5f0e-6a1c-5d53-8b1e-7c1d0a2b9e44")
UNREADABLE = re.compile(f"[{OPEN_MARK}{CLOSE_MARK}\x00]")


def write_text(page: SourcePage, content: str, site: Site, finder: MediaFinder) -> None:
    """Give a page its blocks, links, anchors and notes; raise `FileRefusedError` for a text that no page can hold."""
    links: dict[str, Link] = {}
    context = FileContext(page.path, "", finder, Scan(), links, page.notes)
    page.links = links

    def note(text: str) -> None:
        context.note(0, text)

    text = UNREADABLE.sub("", content).replace("\r\n", "\n").replace("\r", "\n")
    has_paragraphs = is_of_block_editor(text)
    text = with_links(Shortcodes(site, note).rewrite(without_comments(text, note)))
    pieces = Pieces(context.scanned, note, 0)
    try:
        html = pieces.rewrite(text if has_paragraphs else with_paragraphs(text))
        if pieces.opened > MOST_OPEN_TAGS:
            raise refuse_depth()
        root = parse(clean(html))
        _bring_home(root, site, finder)
        builder = block_builder(context, Names(title=page.title))
        page.blocks = _with_ids(page.path, builder.build(root))
    except RecursionError as error:
        raise refuse_depth() from error
    page.anchors = builder.page.anchors


def _bring_home(root: Node, site: Site, finder: MediaFinder) -> None:
    """Let addresses of the site name its pages and files; a picture that only leads to itself is no link."""
    for node in root.walk():
        name = {"a": "href", "img": "src"}.get(node.tag, "")
        address = node.attrs.get(name, "")
        if not address:
            continue
        local = site.local(address)
        if local is not None:
            node.attrs[name] = local if node.tag == "a" or finder.find(local, "") else address
        if node.tag == "a" and _leads_to_picture(node, finder):
            del node.attrs[name]


def _leads_to_picture(node: Node, finder: MediaFinder) -> bool:
    found = finder.find(node.attrs["href"], "") if node.has(frozenset({"img"})) else None
    return bool(found and is_picture(found))


def _with_ids(path: str, blocks: list[Block]) -> list[Block]:
    """Give each block an id made of what it says, so that an edit touches only what it changes."""
    seen: Counter[str] = Counter()
    for block in blocks:
        content = f"{path}\n{json.dumps([block['type'], block['value']], sort_keys=True, default=_reference)}"
        seen[content] += 1
        block["id"] = str(uuid.uuid5(NAMESPACE, f"{content}\n{seen[content]}"))
        if block["type"] == "documents":
            for position, item in enumerate(block["value"]["documents"]):
                item["id"] = str(uuid.uuid5(NAMESPACE, f"{block['id']}\n{position}"))
    return blocks


def _reference(value: Any) -> str:
    if isinstance(value, ImageRef | DocumentRef):
        return value.path
    raise TypeError(type(value))
