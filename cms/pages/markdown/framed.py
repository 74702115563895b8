"""Callouts, quotes and tables: frames around text; what they cannot hold comes after the part of them that it followed."""

import re
from html import escape, unescape

from cms.pages.markdown.building import BlockBuilder
from cms.pages.markdown.callouts import CALLOUT_KINDS
from cms.pages.markdown.nodes import Node
from cms.pages.markdown.richtext import plain_text, without_tags
from cms.pages.markdown.source import Block
from cms.pages.markdown.tables import grid, table_value

SHORT = 255
ALERT = re.compile(r"^\s*\[!(\w+)\][+-]?[ \t]*([^\n]*)(?:\n|$)")
SOURCE = re.compile(r"^<p>(?:—|\u2013|--)\s*(.+)</p>$", re.DOTALL)


def read_callout(builder: BlockBuilder, node: Node) -> None:
    """Read a callout of any dialect."""
    kind = node.attrs.get("data-kind", "")
    blocks = builder.inside(node.children)
    _write_callout(builder, CALLOUT_KINDS.get(kind.lower(), "info"), node.attrs.get("data-title", ""), blocks)


def read_quote(builder: BlockBuilder, node: Node) -> None:
    """Read a quote, or the callout that one is when it begins with `[!NOTE]`."""
    if alert := _alert(node):
        kind, title, children = alert
        _write_callout(builder, kind, title, builder.inside(children))
        return
    for piece in _with_bold_headings(builder.inside(node.children)):
        if piece["type"] == "paragraph":
            text, source = _text_and_source(piece["value"])
            builder.add("quote", {"text": text, "source": source})
        else:
            builder.add(piece["type"], piece["value"])


def read_table(builder: BlockBuilder, node: Node) -> None:
    """Read a table; a picture or a program from a cell stands below it."""
    for child in node.elements():
        if child.tag == "caption":
            builder.paragraph([Node("b", child.attrs, child.children)])
    heading_cells, rows = grid(node)
    kept: list[Block] = []
    cells = [[_cell(builder, cell, kept) for cell in row] for row in rows]
    headings = [plain_text(cell) for cell in heading_cells]
    words = [[plain_text(cell) for cell in row] for row in rows]
    if any(headings) or any(any(row) for row in words):
        builder.add("table", table_value(headings, cells, words))
    for cell in heading_cells:
        builder.keep_links(cell)
    for block in kept:
        builder.add(block["type"], block["value"])


def _write_callout(builder: BlockBuilder, kind: str, title: str, blocks: list[Block]) -> None:
    title = " ".join(title.split())
    has_text_first = bool(blocks) and blocks[0]["type"] in {"paragraph", "heading"}
    if title and (not has_text_first or len(title) > SHORT):
        blocks = [_bold(title), *blocks]
        title = ""
    for piece in _with_bold_headings(blocks):
        if piece["type"] == "paragraph":
            builder.add("callout", {"kind": kind, "title": title, "text": piece["value"]})
            title = ""
        else:
            builder.add(piece["type"], piece["value"])


def _bold(words: str) -> Block:
    return {"type": "paragraph", "value": f"<p><b>{escape(words, quote=False)}</b></p>"}


def _with_bold_headings(blocks: list[Block]) -> list[Block]:
    """Return blocks with headings as bold words, and texts that follow each other as one."""
    joined: list[Block] = []
    for block in blocks:
        piece = _bold(block["value"]["text"]) if block["type"] == "heading" else block
        if piece["type"] == "paragraph" and joined and joined[-1]["type"] == "paragraph":
            joined[-1] = {"type": "paragraph", "value": joined[-1]["value"] + piece["value"]}
        else:
            joined.append(piece)
    return joined


def _alert(node: Node) -> tuple[str, str, list[Node | str]] | None:
    """Return kind, title and content of a quote that begins with `[!NOTE]`."""
    first = next(iter(node.elements()), None)
    if first is None or first.tag != "p" or not first.children or not isinstance(first.children[0], str):
        return None
    found = ALERT.match(first.children[0])
    if found is None or found.group(1).lower() not in CALLOUT_KINDS:
        return None
    rest: list[Node | str] = [first.children[0][found.end() :], *first.children[1:]]
    others = [child for child in node.children if child is not first]
    return CALLOUT_KINDS[found.group(1).lower()], found.group(2), [Node("p", {}, rest), *others]


def _text_and_source(html: str) -> tuple[str, str]:
    """Return a quote's text and, when its last paragraph begins with a dash, who said it."""
    before, mark, last = html.rpartition("<p>")
    found = SOURCE.match(mark + last) if before else None
    words = unescape(without_tags(found.group(1))) if found else ""
    if not words or len(words) > SHORT or "<a " in last:
        return html, ""
    return before, words


def _cell(builder: BlockBuilder, cell: Node, kept: list[Block]) -> str:
    html: list[str] = []
    for block in _with_bold_headings(builder.inside(cell.children)):
        if block["type"] == "paragraph":
            html.append(block["value"])
        else:
            kept.append(block)
    return "".join(html)
