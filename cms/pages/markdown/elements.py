"""How each element of HTML becomes blocks: the plain ones here, those with a form of their own in the modules beside."""

import re

from django.utils.text import slugify

from cms.pages.markdown.building import FLOW_TAGS, SHORT, BlockBuilder, Page, Reader
from cms.pages.markdown.framed import read_callout, read_quote, read_table
from cms.pages.markdown.linking import FileContext
from cms.pages.markdown.lists import read_list
from cms.pages.markdown.nodes import Node
from cms.pages.markdown.pictures import read_caption, read_picture
from cms.pages.markdown.richtext import plain_text

HEADINGS = {"h1": "2", "h2": "2", "h3": "3", "h4": "4", "h5": "4", "h6": "4"}
LONGEST_ANCHOR = 200
LANGUAGE = re.compile(r"^language-([\w+#.-]{1,40})$")


def read_paragraph(builder: BlockBuilder, node: Node) -> None:
    """Read a paragraph; HTML may have put blocks into it."""
    if any(child.tag in FLOW_TAGS for child in node.elements()):
        builder.remember_name(node)
        builder.flow(node.children)
    else:
        builder.paragraph([Node("span", node.attrs, node.children)])


def read_rule(builder: BlockBuilder, _node: Node) -> None:
    """Read a line between two parts."""
    builder.write("<hr/>")


def read_bold(builder: BlockBuilder, node: Node) -> None:
    """Read a label, such as a term or the summary of details, as bold words."""
    builder.paragraph([Node("b", node.attrs, node.children)])


def read_code(builder: BlockBuilder, node: Node) -> None:
    """Read a program."""
    code = next((child for child in node.elements() if child.tag == "code"), None)
    language = LANGUAGE.match(code.attrs.get("class", "")) if code else None
    text = _raw_text(node).strip("\n")
    if text.strip():
        builder.add("code", {"language": language.group(1) if language else "", "code": text})


def read_heading(builder: BlockBuilder, node: Node) -> None:
    """Read a heading; the one that repeats the page's title is the title."""
    text, page = plain_text(node), builder.page
    if not text or len(text) > SHORT:
        read_bold(builder, node)
        return
    builder.remember_names([node])
    names, page.waiting_names = page.waiting_names, []
    if node.tag == "h1" and _same_words(text, page.title):
        page.anchors.update((name, "") for name in [*names, slugify(text)])
        return
    anchor = page.take_anchor(slugify(node.attrs.get("id") or text)[:LONGEST_ANCHOR].strip("-_") or "section")
    page.anchors.update((name, anchor) for name in [*names, anchor])
    for other in (text, text.replace("&", " and ")):
        page.anchors.setdefault(slugify(other), anchor)
    page.last_anchor = anchor
    builder.add("heading", {"text": text, "level": HEADINGS[node.tag], "anchor": anchor})
    builder.keep_links(node)


def _same_words(one: str, other: str) -> bool:
    """Say whether two titles differ in nothing but signs and capitals."""
    return re.sub(r"\W+", "", one.casefold()) == re.sub(r"\W+", "", other.casefold())


def _raw_text(node: Node) -> str:
    parts = [
        child if isinstance(child, str) else "\n" if child.tag == "br" else _raw_text(child) for child in node.children
    ]
    return "".join(parts)


READERS: dict[str, Reader] = {
    **dict.fromkeys(HEADINGS, read_heading),
    "p": read_paragraph,
    "hr": read_rule,
    "pre": read_code,
    "ul": read_list,
    "ol": read_list,
    "img": read_picture,
    "figcaption": read_caption,
    "summary": read_bold,
    "dt": read_bold,
    "caption": read_bold,
    "section": read_callout,
    "blockquote": read_quote,
    "table": read_table,
}


def block_builder(context: FileContext, page: Page) -> BlockBuilder:
    """Return a builder that reads every element which has a form of its own."""
    return BlockBuilder(context, page, READERS)
