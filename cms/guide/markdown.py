"""The Markdown of the guide: headings with anchors, links to its other pages, pictures that ship with it; the rest is cleaned."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"h2", "h3", "p", "a", "ul", "ol", "li", "strong", "em", "code", "pre", "img", "blockquote", "div"} | {
    "table", "thead", "tbody", "tr", "th", "td"
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "loading"},
    "h2": {"id"},
    "h3": {"id"},
    "th": {"scope"},
    "ol": {"start"},
}
ATTRIBUTES |= {"div": {"class", "tabindex"}, "pre": {"tabindex"}}

_cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https"}, link_rel="noopener noreferrer")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Drawn:
    """A text as HTML, the headings in it (`id`, `label`, `level`), and its words without marks."""

    html: SafeString
    headings: tuple[dict, ...]
    words: str


def draw(text: str, *, page_url: Callable[[str], str], picture_url: Callable[[str], str]) -> Drawn:
    """Draw one page of the guide; `page_url` and `picture_url` give the addresses of what it names."""
    tokens = _markdown.parse(text)
    headings = tuple(_name_headings(tokens))
    for inline in (token for token in tokens if token.type == "inline"):
        for token in inline.children or ():
            if token.type == "link_open":
                token.attrSet("href", _lead(str(token.attrGet("href")), page_url))
            elif token.type == "image":
                token.attrSet("src", picture_url(posixpath.basename(str(token.attrGet("src")))))
                token.attrSet("loading", "lazy")
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    html = (
        html.replace("<pre>", '<pre tabindex="0">')
        .replace("<table>", '<div class="table" tabindex="0"><table>')
        .replace("</table>", "</table></div>")
    )
    words = " ".join(_words(token) for token in tokens if token.type == "inline")
    return Drawn(SafeString(_cleaner.clean(html)), headings, words)


def _name_headings(tokens: list[Token]) -> list[dict]:
    headings = []
    for opened, inline in pairwise(tokens):
        if opened.type == "heading_open":
            label = _words(inline)
            opened.attrSet("id", slugify(label))
            headings.append({"id": slugify(label), "label": label, "level": int(opened.tag[1])})
    return headings


def _lead(address: str, page_url: Callable[[str], str]) -> str:
    path, _hash, anchor = address.partition("#")
    if not path.endswith(".md"):
        return address
    return page_url(path.removesuffix(".md")) + (f"#{anchor}" if anchor else "")


def _words(inline: Token) -> str:
    return "".join(
        token.content if token.type in {"text", "code_inline", "image"} else " " for token in inline.children or ()
        if token.type in {"text", "code_inline", "image", "softbreak"}
    )  # fmt: skip
