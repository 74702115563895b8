"""Pictures: a reference to the file when it is there, its words when it is not."""

from html import escape

from django.utils.translation import gettext as _

from cms.pages.markdown.building import BlockBuilder
from cms.pages.markdown.linking import is_picture
from cms.pages.markdown.nodes import Node
from cms.pages.markdown.richtext import plain_text
from cms.pages.markdown.source import ImageRef

LONGEST_CAPTION = 500
LONGEST_NAME = 200
OUTSIDE = ("http://", "https://", "//")


def read_picture(builder: BlockBuilder, node: Node) -> None:
    """Read a picture."""
    context = builder.context
    source = context.scanned.url(node.attrs.get("src", "")).strip()
    words, caption = (" ".join(context.scanned.plain(node.attrs.get(name, "")).split()) for name in ("alt", "title"))
    builder.remember_name(node)
    found = None if source.startswith(OUTSIDE) else context.find_file(source)
    if found and is_picture(found):
        picture = {"image": ImageRef(found), "alt_text": words, "decorative": not words}
        builder.add("image", {"picture": picture, "caption": caption[:LONGEST_CAPTION]})
        return
    words = " · ".join(dict.fromkeys(filter(None, [words, caption])))
    if source.startswith(OUTSIDE):
        _link_outside(builder, source, words, node.line)
    else:
        name = {"name": source[:LONGEST_NAME]}
        context.note(node.line, _("The picture “%(name)s” is not there; its description stands in its place.") % name)
        builder.write(f"<p><i>{escape(words, quote=False)}</i></p>" if words else "")


def _link_outside(builder: BlockBuilder, source: str, words: str, line: int) -> None:
    name = source[:LONGEST_NAME]
    link = builder.context.link(source, line)
    builder.context.note(
        line, _("The picture %(name)s is on another site; a link stands in its place.") % {"name": name}
    )
    if link:
        builder.write(f'<p><a data-ref="{link.key}">{escape(words or name, quote=False)}</a></p>')


def read_caption(builder: BlockBuilder, node: Node) -> None:
    """Read the words below a picture; a caption with links is a text of its own, as captions are plain."""
    last = builder.last_block("image")
    text = plain_text(node)
    if last and not last["value"]["caption"] and len(text) <= LONGEST_CAPTION and not node.has(frozenset({"a"})):
        last["value"]["caption"] = text
    else:
        builder.paragraph([Node("i", node.attrs, node.children)])
