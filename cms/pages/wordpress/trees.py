"""An export as a tree of pages: pages as they hang, posts below a page of news."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from cms.pages.markdown.cleaning import clean
from cms.pages.markdown.files import MAX_BYTES
from cms.pages.markdown.linking import is_picture
from cms.pages.markdown.nodes import parse
from cms.pages.markdown.richtext import plain_text
from cms.pages.markdown.shelving import Shelf
from cms.pages.markdown.source import FileRefusedError, Note, Problem, SourcePage, SourceTree
from cms.pages.markdown.tree import slug_of
from cms.pages.wordpress.media import MediaFinder
from cms.pages.wordpress.sites import PUBLIC, Site, parent_of
from cms.pages.wordpress.stream import Entry, number_in, read_channel
from cms.pages.wordpress.texts import write_text

LONGEST_TITLE, LONGEST_SUMMARY = 255, 500
LONGEST_ADDRESS = 255
NEWS = "news/"
LAST = 1_000_000


def read_export(
    path: Path, site: Site, media: Path, *, on_entry: Callable[[str], None] = lambda _path: None
) -> SourceTree:
    """Return the pages of an export whose site was read before; files are looked for in a folder of media."""
    reader = _Reader(site, media)
    for part in read_channel(path):
        if isinstance(part, Entry) and part.id in site.places and part.id not in reader.pages:
            reader.read(part)
            on_entry(site.places[part.id].path)
    return reader.tree()


class _Reader:
    def __init__(self, site: Site, media: Path) -> None:
        self.site = site
        self.media = media
        self.finder = MediaFinder(media)
        self.shelf = Shelf()
        self.pages: dict[int, SourcePage] = {}
        self.problems: list[Problem] = []

    def read(self, entry: Entry) -> None:
        """Read one entry; what cannot become a page is a problem, and what hangs below it moves up."""
        place = self.site.places[entry.id]
        title = _words(entry["title"]) or _("Without title")
        page = SourcePage(
            path=place.path, file=place.path, slug=_slug(entry, title), title=_shorten(title, LONGEST_TITLE)
        )
        page.order = min(max(entry.number("wp:menu_order"), -LAST), LAST)
        page.summary = _shorten(_words(entry["excerpt:encoded"]), LONGEST_SUMMARY)
        page.tags = list(dict.fromkeys(filter(None, map(_words, entry.categories))))
        page.extra = {"owner": self.site.authors.get(entry["dc:creator"], "") or entry["dc:creator"]}
        page.extra |= {"type": "news"} if place.kind == "post" else {}
        page.extra |= {"date": entry["wp:post_date_gmt"]} if entry["wp:post_date_gmt"][:4] > "0000" else {}
        self._remember_address(page, place.address)
        self._keep_closed(page, entry)
        page.picture = self._picture(page, entry)
        try:
            content = _content(entry)
            write_text(page, content, self.site, self.finder)
        except FileRefusedError as error:
            self.problems.append(Problem(page.path, f"{page.title}: {error.reason}"))
            return
        self.shelf.keep(page)
        self.pages[entry.id] = page

    def tree(self) -> SourceTree:
        """Return all that was read, each below its parent, in the order of its menu."""
        root = SourcePage(path="", slug="", title=_words(self.site.title) or _("Without title"), is_folder=True)
        news = SourcePage(path=NEWS, slug="news", title=_("News"), is_folder=True)
        for number, page in self.pages.items():
            above = self._above(number, root, news)
            above.is_folder = True
            above.children.append(page)
        for page in [*root.walk(), *news.walk()]:
            page.children.sort(key=lambda child: (child.order, child.title.casefold(), child.path))
        if news.children:
            root.children.append(news)
        for page in root.walk():
            _tell_apart(page.children)
        left_out = [
            Problem(kind or "?", _("%(count)d entries of this kind are not imported.") % {"count": count})
            for kind, count in sorted(self.site.others.items())
        ]
        return SourceTree(str(self.media), root, problems=self.problems, left_out=left_out)

    def _above(self, number: int, root: SourcePage, news: SourcePage) -> SourcePage:
        place = self.site.places[number]
        if place.kind == "post":
            return news
        parent = parent_of(self.site, place)
        above = self.pages.get(parent.id) if parent else None
        if place.parent and above is None:
            self.pages[number].notes.append(
                Note(place.path, 0, _("The page above it is not in the export; it hangs at the top."))
            )
        return above or root

    def _remember_address(self, page: SourcePage, address: str) -> None:
        local = self.site.local(address)
        if not local or local.partition("#")[0].strip("/") in {"", page.path}:
            return
        page.permalink = local
        old = unquote(urlsplit(address).path)
        page.redirect_from = (old,) if len(old) <= LONGEST_ADDRESS else ()

    def _keep_closed(self, page: SourcePage, entry: Entry) -> None:
        """Keep as a draft what not everybody could read; who may read it here, people decide."""
        status = entry["wp:status"]
        page.draft = status not in PUBLIC or bool(entry["wp:post_password"])
        if page.draft:
            state = _("protected by a password") if status in PUBLIC else status
            text = _("It stays a draft, as not everybody could read it: %(state)s.") % {"state": state}
            page.notes.append(Note(page.path, 0, f"{page.title[:100]}: {text}"))

    def _picture(self, page: SourcePage, entry: Entry) -> str:
        known = self.site.attachments.get(number_in(entry.facts.get("_thumbnail_id", "")))
        found = self.finder.find(known.address, "") if known else None
        if known and not (found and is_picture(found)):
            name = {"name": known.address[:120]}
            page.notes.append(Note(page.path, 0, _("The page's picture “%(name)s” is not there.") % name))
            return ""
        return found or ""


def _content(entry: Entry) -> str:
    content = entry["content:encoded"]
    if len(content) > MAX_BYTES:
        raise FileRefusedError(_("The text is longer than a page's text can be. Split it into several pages."))
    return content


def _tell_apart(pages: list[SourcePage]) -> None:
    """Give pages of one folder addresses of their own; the second of two that are alike takes its number along."""
    taken: set[str] = set()
    for page in pages:
        if page.slug in taken:
            page.slug = f"{page.slug[:230].strip('-')}-{page.path.strip('/')}"
        taken.add(page.slug)


def _slug(entry: Entry, title: str) -> str:
    return slug_of(unquote(entry["wp:post_name"]) or title)


def _words(html: str) -> str:
    """Return the words of a title or an excerpt, without markup."""
    return plain_text(parse(clean(re.sub(r"[\x00\ufdd0\ufdd1]", "", unescape(html)))))


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    return (start.rpartition(" ")[0].rstrip(" ,;:") or start) + "…"
