"""Lists: as rich text where that can hold them, else item by item with the numbers in words."""

from cms.pages.markdown.building import BlockBuilder
from cms.pages.markdown.cleaning import BLOCK_TAGS
from cms.pages.markdown.linking import FileContext
from cms.pages.markdown.nodes import Node
from cms.pages.markdown.richtext import Content, has_words, rich_text, split_at_pictures

FLOW_TAGS = BLOCK_TAGS | {"section"}
#: What no list of the editor's can hold.
HARD_TAGS = frozenset(
    {"img", "pre", "table", "section", "blockquote", "figure", "dl", "details", "hr"}
    | {f"h{level}" for level in range(1, 7)}
)


def read_list(builder: BlockBuilder, node: Node) -> None:
    """Read a list. One that a picture or a program interrupts, or that starts late, keeps its numbers as words."""
    if node.has(HARD_TAGS) or list_start(node) > 1:
        _read_long(builder, node)
    else:
        builder.remember_names(node.children)
        builder.write(list_html(node, builder.context))


def list_start(node: Node) -> int:
    """Return the number of a list's first item."""
    start = node.attrs.get("start", "1")
    return int(start) if node.tag == "ol" and start.isdecimal() and len(start) < 10 else 1


def list_html(node: Node, context: FileContext) -> str:
    """Return a list as rich text."""
    items = "".join(_item_html(item, context) for item in node.elements())
    return f"<{node.tag}>{items}</{node.tag}>" if items else ""


def _item_html(item: Node, context: FileContext) -> str:
    joined = _joined(_parts(item.children, context))
    return f"<li>{joined}</li>" if joined else ""


def _parts(children: Content, context: FileContext) -> list[str]:
    """Return what stands in an item: runs of text, and lists."""
    parts: list[str] = []
    loose: list[Node | str] = []
    for child in [*children, Node("end")]:
        if isinstance(child, str) or child.tag not in FLOW_TAGS | {"end"}:
            loose.append(child)
            continue
        parts.append(rich_text(loose, context))
        loose = []
        if child.tag in {"ul", "ol"}:
            parts.append(list_html(child, context))
        elif child.tag != "end":
            parts.append(_joined(_parts(child.children, context)))
    return [part for part in parts if part]


def _joined(parts: list[str]) -> str:
    """Join the parts of an item; two texts in a row need a line break between them."""
    joined = ""
    for part in parts:
        touches = joined and not joined.endswith(("</ul>", "</ol>")) and not part.startswith(("<ul>", "<ol>"))
        joined += ("<br/>" if touches else "") + part
    return joined


def _read_long(builder: BlockBuilder, node: Node) -> None:
    number = list_start(node)
    for item in node.elements():
        builder.remember_name(item)
        if node.tag == "ul" and not item.has(HARD_TAGS):
            builder.remember_names(item.children)
            _append_item(builder, _item_html(item, builder.context))
            continue
        lead, rest = _lead(item)
        if node.tag == "ol":
            builder.paragraph(lead or [""], prefix=f"{number}. ")
        else:
            _write_lead(builder, lead)
        builder.flow(rest)
        number += 1


def _lead(item: Node) -> tuple[Content, Content]:
    """Return an item's first words, and all that follows them."""
    for position, child in enumerate(item.children):
        if isinstance(child, Node) and (child.tag in FLOW_TAGS or child.has(FLOW_TAGS)):
            before = item.children[:position]
            is_first = not any(isinstance(each, Node) or each.strip() for each in before)
            if is_first and child.tag == "p" and not child.has(FLOW_TAGS):
                return child.children, item.children[position + 1 :]
            return before, item.children[position:]
    return item.children, []


def _write_lead(builder: BlockBuilder, lead: Content) -> None:
    builder.remember_names(lead)
    first, *rest = split_at_pictures(lead)
    html = "" if isinstance(first, Node) else rich_text(first, builder.context)
    _append_item(builder, f"<li>{html}</li>" if has_words(html) else "")
    for part in [first, *rest] if isinstance(first, Node) else rest:
        builder.paragraph([part] if isinstance(part, Node) else part)


def _append_item(builder: BlockBuilder, item: str) -> None:
    if not item:
        return
    if builder.text and builder.text[-1].startswith("<ul>"):
        builder.text[-1] = f"{builder.text[-1].removesuffix('</ul>')}{item}</ul>"
    else:
        builder.write(f"<ul>{item}</ul>")
