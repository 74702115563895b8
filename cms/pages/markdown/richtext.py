"""Running text as the HTML of a rich text field: few tags, links as keys that are resolved later."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from cms.pages.markdown.linking import FileContext
from cms.pages.markdown.nodes import Node

KEPT = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "var": "i", "s": "s", "del": "s", "strike": "s",
    "sup": "sup", "sub": "sub", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
SPACES = re.compile(r"[ \t\r\n\f]+")
TAGS = re.compile(r"<[^>]+>")
BREAKS = re.compile(r" *<br/> *")
EDGES = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")
Content = Sequence["Node | str"]


def rich_text(children: Content, context: FileContext) -> str:
    """Return inline children as rich text, without space at its ends."""
    html = "".join(_render(child, context, frozenset()) for child in children)
    return EDGES.sub("", BREAKS.sub("<br/>", html))


def _render(child: Node | str, context: FileContext, around: frozenset[str]) -> str:
    if isinstance(child, str):
        return escape(child if "code" in around else _prose(child), quote=False)
    if child.tag == "br":
        return "<br/>"
    if child.tag == "img":
        return escape(_prose(child.text()), quote=False)
    tag = KEPT.get(child.tag)
    if child.tag == "a" and "a" not in around:
        return _anchor(child, context, around)
    inner = "".join(_render(each, context, around | {tag or child.tag}) for each in child.children)
    # Code holds no other markup in the editor, and a tag inside itself says nothing.
    plain = tag is None or tag in around or "code" in around or not inner
    return inner if plain else f"<{tag}>{inner}</{tag}>"


def _anchor(node: Node, context: FileContext, around: frozenset[str]) -> str:
    inner = "".join(_render(each, context, around | {"a"}) for each in node.children)
    if "href" not in node.attrs or not inner.strip():
        return inner
    link = context.link(node.attrs["href"], node.line)
    return f'<a data-ref="{link.key}">{inner}</a>' if link else inner


def _prose(text: str) -> str:
    return SPACES.sub(" ", text.replace("{%", "").replace("%}", ""))


def has_words(html: str) -> bool:
    """Say whether rich text shows anything."""
    return bool(TAGS.sub("", html).strip())


def without_tags(html: str) -> str:
    """Return rich text with its links and styles gone."""
    return TAGS.sub("", html)


def plain_text(node: Node) -> str:
    """Return the words of an element on one line."""
    return " ".join(node.text().replace("{%", "").replace("%}", "").split())


def split_at_pictures(children: Content) -> Iterator[list[Node | str] | Node]:
    """Yield runs of inline children, and between them each picture; what surrounds a picture is opened again after it."""
    run: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or (child.tag != "img" and not child.has(frozenset({"img"}))):
            run.append(child)
            continue
        if child.tag == "img":
            yield run
            yield child
            run = []
            continue
        for part in split_at_pictures(child.children):
            if isinstance(part, Node):
                yield run
                yield part
                run = []
            else:
                run.append(Node(child.tag, child.attrs, part))
    yield run
