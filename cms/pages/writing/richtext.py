"""Rich text as Markdown: paragraphs, lists and lines."""

from cms.pages.markdown.nodes import Node
from cms.pages.writing.inline import Children, html_of, line_of, number_escaped

LISTS = frozenset({"ul", "ol"})
#: Between two lists, which would else be one.
DIVIDER = "<!-- -->"


def markdown_of(root: Node) -> str:
    """Return rich text as Markdown."""
    parts: list[str] = []
    before = ""
    for child in root.children:
        if isinstance(child, str):
            parts.extend([number_escaped(line_of([child]))] if child.strip() else [])
            continue
        if child.tag in LISTS and before in LISTS:
            parts.append(DIVIDER)
        parts.append(_block(child))
        before = child.tag
    return "\n\n".join(part for part in parts if part)


def plain_html_of(root: Node) -> str:
    """Return rich text as HTML that Markdown leaves alone: each part on a line of its own, no empty line in it."""
    parts = (html_of([child]) for child in root.children)
    return "\n\n".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts if part.strip())


def _block(node: Node) -> str:
    if node.tag == "hr":
        return "---"
    if node.tag in LISTS:
        return _list(node)
    return number_escaped(line_of(node.children))


def _list(node: Node) -> str:
    items = [child for child in node.elements() if child.tag == "li"]
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        sign = f"{number}. " if node.tag == "ol" else "- "
        lines.append(sign + _item(item, " " * len(sign)))
    return "\n".join(lines)


def _item(item: Node, indent: str) -> str:
    parts: list[str] = []
    loose: list[Node | str] = []
    for child in [*item.children, Node("end")]:
        if isinstance(child, str) or child.tag not in LISTS | {"end", "p"}:
            loose.append(child)
            continue
        parts.extend(_words(loose))
        loose = []
        if child.tag in LISTS:
            parts.append(_list(child))
        elif child.tag == "p":
            parts.extend(_words(child.children))
    lines = "\n".join(parts).split("\n")
    return "\n".join([lines[0], *(indent + line for line in lines[1:])])


def _words(children: Children) -> list[str]:
    line = number_escaped(line_of(children)).strip() if children else ""
    return [line] if line else []
