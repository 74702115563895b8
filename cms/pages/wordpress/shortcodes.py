"""What stands in square brackets: captions, galleries and embedded things become HTML, all else stays as it was written."""

import re
from collections.abc import Callable
from html import escape, unescape

from django.utils.translation import gettext as _

from cms.pages.wordpress.sites import Site

CODE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>)", re.DOTALL | re.IGNORECASE)
CAPTION = re.compile(r"\[caption\b([^\]]{0,1000})\](.*?)\[/caption\]", re.DOTALL)
TAG = re.compile(r"\[(\[?)(/?)([a-z][\w-]{1,40})\b([^\[\]<>]{0,1000})\]", re.IGNORECASE)
ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
PICTURE = re.compile(r"^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)$", re.DOTALL | re.IGNORECASE)
MEDIA = frozenset({"video", "audio", "embed", "playlist"})
MOST_PICTURES = 200


class Shortcodes:
    """Rewrites the shortcodes of one text."""

    def __init__(self, site: Site, note: Callable[[str], None]) -> None:
        self.site = site
        self.note = note

    def rewrite(self, html: str) -> str:
        """Return a text whose shortcodes are HTML; in programs they are examples."""
        parts = CODE.split(html)
        return "".join(part if at % 2 else self._rewrite(part) for at, part in enumerate(parts))

    def _rewrite(self, html: str) -> str:
        html = CAPTION.sub(self._caption, html) if "[caption" in html else html
        return TAG.sub(self._tag, html)

    def _caption(self, found: re.Match[str]) -> str:
        picture = PICTURE.match(found[2])
        words = arguments(found[1]).get("caption", "") or (picture[2].strip() if picture else "")
        content = picture[1] if picture else found[2]
        return f"\n\n<figure>{content}<figcaption>{words}</figcaption></figure>\n\n"

    def _tag(self, found: re.Match[str]) -> str:
        escaped, closing, name, rest = found.groups()
        if escaped:
            return found[0]
        name = name.lower()
        if name == "gallery" and not closing:
            return self._gallery(arguments(rest).get("ids", ""))
        if name in MEDIA:
            given = arguments(rest)
            address = next((given[key] for key in ("src", "mp4", "mp3", "webm", "url") if key in given), "")
            return f'<p><a href="{escape(address)}">{escape(address)}</a></p>' if address else ""
        if closing or "=" in rest or "_" in name or "-" in name:
            self.note(_("Unknown syntax: %(source)s") % {"source": found[0][:120]})
        return found[0]

    def _gallery(self, ids: str) -> str:
        numbers = [int(part) for part in re.findall(r"\d{1,11}", ids)[:MOST_PICTURES]]
        files = [self.site.attachments[number] for number in numbers if number in self.site.attachments]
        if len(files) < len(numbers) or not numbers:
            self.note(_("A gallery names pictures that are not in the export; those that are stand in its place."))
        pictures = (
            f'<figure><img src="{escape(file.address)}" alt="{escape(file.words)}">'
            f"<figcaption>{escape(file.caption)}</figcaption></figure>"
            for file in files
        )
        return f"\n\n{''.join(pictures)}\n\n"


def arguments(text: str) -> dict[str, str]:
    """Return the named values of a shortcode."""
    found = ARGUMENT.finditer(text)
    return {each[1].lower(): unescape(each[2] or each[3] or each[4] or "") for each in found}
