"""The checks of a page before it is sent to review. Each explains; none stands in the way."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.models import Audience
from cms.editing.reading_ease import reading_ease
from cms.editing.words import Link, Words, words_of
from cms.pages.advice import Advice
from cms.pages.models import PageAccess

#: Below this, a text is "fairly difficult" in Flesch's own table.
EASY_ENOUGH = 50
NOWHERE = {"", "#"}


def check_page(viewer: Any, page: Any) -> Iterator[Advice]:
    """Return what could be better about the words of a page."""
    words = words_of(page.body)
    yield from _check_pictures(words)
    yield from _check_headings(words)
    yield from _check_links(page, words.links)
    yield from _check_reading_ease(page, words)


def _check_pictures(words: Words) -> Iterator[Advice]:
    missing = sum(not picture.get("decorative") and not picture.get("alt_text") for picture in words.pictures)
    if missing:
        message = ngettext(
            "%(number)s picture has no alternative text. People who do not see it miss what it says: describe it in "
            "one sentence, or mark it as decorative.",
            "%(number)s pictures have no alternative text. People who do not see them miss what they say: describe each "
            "in one sentence, or mark it as decorative.",
            missing,
        )
        yield Advice("alternative_text", message % {"number": missing})


def _check_headings(words: Words) -> Iterator[Advice]:
    above = 1
    for level, text in words.headings:
        if not text.strip():
            yield Advice("empty_heading", _("A heading is empty. Write its text, or remove it."))
        if level > above + 1:
            message = _(
                "The heading “%(text)s” skips a level: a heading of level %(level)s stands below one of level %(above)s. "
                "People who move from heading to heading lose the thread; make it level %(next)s."
            )
            yield Advice("headings", message % {"text": text, "level": level, "above": above, "next": above + 1})
        above = level


def _check_links(page: Any, links: list[Link]) -> Iterator[Advice]:
    for link in links:
        if not link.text.strip():
            yield Advice("empty_link", _("A link has no words. Nobody can see or hear where it leads: give it some."))
        elif not link.kind and link.href in NOWHERE:
            yield Advice("links", _("The link “%(text)s” leads nowhere. Choose its page or address.") % vars(link))
    targets = {link.page for link in links if link.page is not None}
    if not targets:
        return
    found = PageAccess.objects.filter(page_id__in={*targets, page.pk}).select_related("page", "audience")
    access = {row.page_id: row for row in found}
    for link in links:
        if link.page is not None:
            yield from _check_target(link, access.get(link.page), access.get(page.pk))


def _check_target(link: Link, target: PageAccess | None, own: PageAccess | None) -> Iterator[Advice]:
    """Tell about a page by the words of its link, never by its title: the editor may not know it."""
    if target is None or not target.page.live:
        message = _("The link “%(text)s” leads to a page that is not published. Readers will find nothing there.")
        yield Advice("links", message % vars(link))
    elif target.audience.kind != Audience.EVERYONE and (own is None or target.audience_id != own.audience_id):
        message = _("The link “%(text)s” leads to a page that not all readers of this one may open.")
        yield Advice("links", message % vars(link))


def _check_reading_ease(page: Any, words: Words) -> Iterator[Advice]:
    ease = reading_ease(words.paragraphs, page.locale.language_code)
    if ease is not None and ease < EASY_ENOUGH:
        message = _(
            "The text is hard to read: its reading ease is %(ease)s of 100, and %(aim)s is what most colleagues read "
            "without effort. Shorter sentences and everyday words help most."
        )
        yield Advice("reading_ease", message % {"ease": max(0, round(ease)), "aim": EASY_ENOUGH})
