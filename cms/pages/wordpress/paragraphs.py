"""Texts of the classic editor hold no paragraphs: an empty line ends one. Those of the block editor say in comments what they are."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

BLOCKS = "address|article|aside|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul"
INNER = "blockquote|div|section|article|aside|details"
PARTS = "li|tr|thead|tbody|td|th|dt|dd|figcaption|summary|caption"
KEPT_WHOLE = re.compile(r"<(pre|script|style|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
OPENING = re.compile(rf"(<(?:{BLOCKS}|{INNER}|{PARTS})\b[^>]*>)", re.IGNORECASE)
CLOSING = re.compile(rf"(</(?:{BLOCKS}|{INNER}|{PARTS})>)", re.IGNORECASE)
AROUND = re.compile(rf"(</?(?:{INNER})\b[^>]*>)", re.IGNORECASE)
IS_BLOCK = re.compile(rf"</?(?:{BLOCKS}|{INNER}|{PARTS})\b|\x02", re.IGNORECASE)
BREAK = re.compile(r"\n\s*\n")
SHELF = re.compile(r"\x02(\d+)\x03")
COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
DYNAMIC = re.compile(r"^\s*wp:([\w/-]{1,80})\b.*/\s*$", re.DOTALL)
LONE_ADDRESS = re.compile(
    r"^([ \t]*(?:<p>|<div[^>]*>)?[ \t]*)(https?://[^\s<>\"']{1,2000})([ \t]*(?:</p>)?[ \t]*)$", re.MULTILINE
)
#: Blocks without content that a reader does not miss.
ORNAMENTS = frozenset({"more", "nextpage", "spacer", "separator"})


def is_of_block_editor(content: str) -> bool:
    """Say whether a text says itself where its paragraphs are."""
    return "<!-- wp:" in content


def without_comments(content: str, note: Callable[[str], None]) -> str:
    """Return a text without its comments; blocks whose content only WordPress could make are told."""

    def drop(found: re.Match[str]) -> str:
        block = DYNAMIC.match(found[1])
        if block and block[1] not in ORNAMENTS:
            note(_("The block “%(name)s” has no text of its own; it was left out.") % {"name": block[1]})
        return ""

    return COMMENT.sub(drop, content)


def with_links(html: str) -> str:
    """Return a text in which an address that stands alone on its line, which WordPress would embed, is a link."""
    return LONE_ADDRESS.sub(r'\1<a href="\2">\2</a>\3', html)


def with_paragraphs(content: str) -> str:
    """Return a text of the classic editor with its paragraphs and line breaks as HTML."""
    shelf: list[str] = []

    def keep(found: re.Match[str]) -> str:
        shelf.append(found[0])
        return f"\n\n\x02{len(shelf) - 1}\x03\n\n"

    text = KEPT_WHOLE.sub(keep, content.replace("\x02", "").replace("\x03", ""))
    text = AROUND.sub(r"\n\n\1\n\n", CLOSING.sub(r"\1\n\n", OPENING.sub(r"\n\n\1", text)))
    html = "".join(_paragraph(chunk.strip()) for chunk in BREAK.split(text))
    return SHELF.sub(lambda found: shelf[int(found[1])], html)


def _paragraph(chunk: str) -> str:
    if not chunk:
        return ""
    broken = re.sub(r"\s*\n\s*", "<br>", chunk)
    return chunk if IS_BLOCK.match(chunk) else f"<p>{broken}</p>"
