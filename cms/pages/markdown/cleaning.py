"""Raw HTML in Markdown: each piece is made whole first, so that a half-open tag cannot swallow what follows; nh3 does the rest."""

import re
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _

from cms.pages.markdown.scanning import Scan
from cms.pages.markdown.shortcodes import FILE_SCHEME, PAGE_SCHEME


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


INLINE_TAGS = _names("a b strong i em s del strike code kbd samp var tt br sup sub img")
BLOCK_TAGS = _names(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tfoot tr td th caption hr figure figcaption details "
    "summary dl dt dd div"
)
#: Tags that need no end, because the next one ends them.
SELF_CLOSING = _names("p li tr td th thead tbody tfoot dt dd br hr img")
#: Only our own writers make these; raw HTML cannot.
OWN_TAGS = frozenset({"section"})
#: Tags that may go while their words stay. Anything else in angle brackets is a word of the writer's, such as <your name>.
DROPPED_TAGS = _names(
    "abbr acronym address applet area article aside audio base basefont bdi bdo big body button canvas center cite col colgroup "
    "data datalist dfn dialog dir embed fieldset font footer form frame frameset head header hgroup html iframe input ins label "
    "legend link main map mark marquee math menu meta meter nav noembed noframes noscript object optgroup option output param "
    "picture plaintext portal progress q rp rt ruby script search section select slot small source span style svg template "
    "textarea time title track u video wbr xmp path g circle rect line polygon defs use symbol"
)
SILENT_TAGS = frozenset({"script", "style", "svg", "math", "template", "head", "title"})
FRAMES = frozenset({"iframe", "video", "audio", "embed", "object", "source"})
ATTRIBUTES = {
    "a": {"href", "name", "title"},
    "img": {"src", "alt", "title"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "section": {"data-kind", "data-title"},
    "*": {"id", "data-line"},
}
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")

_cleaner = nh3.Cleaner(
    tags=set(INLINE_TAGS | BLOCK_TAGS | OWN_TAGS),
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    url_schemes=set(SAFE_SCHEMES) | {PAGE_SCHEME.rstrip(":"), FILE_SCHEME.rstrip(":")},
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    """Return well-formed HTML with nothing in it but what a page may hold."""
    return _cleaner.clean(html)


def refused_scheme(address: str) -> str:
    """Return the scheme of an address that must not be followed, or nothing."""
    scheme = scheme_of(address)
    return "" if scheme in SAFE_SCHEMES or f"{scheme}:" in {PAGE_SCHEME, FILE_SCHEME} else scheme


def refusal(scheme: str) -> str:
    """Return what to tell about such an address."""
    return _("A link with “%(scheme)s:” is not followed; its words stay.") % {"scheme": scheme[:40]}


def scheme_of(address: str) -> str:
    """Return the scheme of an address as a browser would see it, or nothing."""
    found = SCHEME.match(INVISIBLE.sub("", address))
    return found.group(1).lower() if found else ""


def _without_endless(html: str) -> str:
    """Return a piece without the tags that would silence all that follows, as nothing ends them."""
    for tag in SILENT_TAGS:
        if not re.search(rf"</{tag}\s*>", html, re.IGNORECASE):
            html = re.sub(rf"<{tag}\b[^>]*>?", "", html, flags=re.IGNORECASE)
    return html


class Pieces(HTMLParser):
    """Rewrites one piece of raw HTML: known tags whole, unknown ones as text, silent ones gone."""

    def __init__(self, scanned: Scan, note: Callable[[str], None], line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.scanned = scanned
        self.line = line
        self.note = note
        self.opened = 0
        self.result: list[str] = []
        self.silent: list[str] = []

    def rewrite(self, html: str) -> str:
        """Return the piece."""
        self.feed(_without_endless(html))
        self.close()
        return "".join(self.result)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that may stay, with the attributes that may."""
        if tag in SILENT_TAGS:
            self.silent.append(tag)
        if self.silent:
            return
        if tag in FRAMES:
            self._write_frame(dict(attrs).get("src") or dict(attrs).get("data") or "")
        elif tag in INLINE_TAGS or tag in BLOCK_TAGS:
            kept = "".join(f' {name}="{escape(value)}"' for name, value in self._allowed(tag, attrs))
            self.opened += tag not in SELF_CLOSING
            place = f' data-line="{self.line + self.getpos()[0] - 1}"' if tag in {"a", "img"} else ""
            self.result.append(f"<{tag}{kept}{place}>")
        elif tag not in DROPPED_TAGS:
            self.result.append(escape(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<x/>` for `<x>`; a silent tag that is closed at once silences nothing."""
        if tag not in SILENT_TAGS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Write the end of a tag that may stay."""
        if tag in SILENT_TAGS:
            if tag in self.silent:
                del self.silent[self.silent.index(tag) :]
        elif not self.silent and (tag in INLINE_TAGS or tag in BLOCK_TAGS):
            self.opened -= tag not in SELF_CLOSING
            self.result.append(f"</{tag}>")
        elif not self.silent and tag not in DROPPED_TAGS:
            self.result.append(escape(f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        """Write text; inside a silent tag there is none."""
        if not self.silent:
            self.result.append(self.scanned.html(data))

    def _allowed(self, tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
        for name, value in attrs:
            scheme = refused_scheme(self.scanned.url(value or "")) if name in {"href", "src"} else ""
            if scheme:
                self.note(refusal(scheme))
            elif name == "id" or name in ATTRIBUTES.get(tag, set()):
                yield name, value or ""

    def _write_frame(self, address: str) -> None:
        if scheme_of(address) in {"http", "https"}:
            self.note(_("Embedded content was replaced by a link: %(address)s") % {"address": address[:200]})
            self.result.append(f'<a href="{escape(address)}">{escape(address)}</a>')
