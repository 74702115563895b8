"""What stands below the blocks of a page: how much they are talked about, or an offer to begin."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.outlines import Outline
from social_ext.comments.readings import KEPT_FOR, Reading
from themes.kept import kept

#: The blocks that people point at: only these offer to begin.
OFFERED = frozenset({"table", "callout", "image"})


def block_talk(reading: Reading, outline: Outline) -> dict[str, dict[str, Any]]:
    """Return for each block of a page that has one the words, the address and the tone of the link below it."""
    told = [reading.name, outline.version]
    return kept("block_talk", told, lambda: _block_talk(reading, outline.blocks), seconds=KEPT_FOR)


def _block_talk(reading: Reading, blocks: dict[str, str]) -> dict[str, dict[str, Any]]:
    parts = reading.transcript.parts
    shown = {line.anchor: line.pk for line in reversed(list(reading.transcript.standing))}
    links: dict[str, dict[str, Any]] = {}
    for block_id, kind in blocks.items():
        if part := parts.get(block_id):
            first = shown.get(block_id)
            url = f"#comment-{first}" if first else reading.address_from(part.root)
            links[block_id] = {"label": _told(kind, part.comment_count), "url": url}
        elif not reading.is_closed and kind in OFFERED:
            links[block_id] = {
                "label": _offer(kind),
                "url": f"{reading.home}?anchor={block_id}#comment-body",
                "is_quiet": True,
            }
    return links


def _told(kind: str, count: int) -> str:
    said = {
        "table": ngettext("%(count)s comment on this table", "%(count)s comments on this table", count),
        "image": ngettext("%(count)s comment on this picture", "%(count)s comments on this picture", count),
        "callout": ngettext("%(count)s comment on this note", "%(count)s comments on this note", count),
    }
    words = said.get(kind) or ngettext("%(count)s comment on this part", "%(count)s comments on this part", count)
    return words % {"count": count}


def _offer(kind: str) -> str:
    offers = {"table": _("Comment on this table"), "image": _("Comment on this picture")}
    return offers.get(kind) or _("Comment on this note")
