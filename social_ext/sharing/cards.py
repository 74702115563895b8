"""The card of a shared page, resolved for one viewer each time it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.db.models.functions import Left, Length
from django.utils.translation import get_language
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from cms.changes.selectors import material_changes_since
from cms.core.addresses import url_of
from cms.core.audiences import audiences_for
from cms.files.models import Image
from cms.files.selectors import visible_images
from cms.pages.pictures import CARD_SIZE
from cms.pages.selectors import last_audiences, visible_pages
from social_ext.sharing.models import Share


@dataclass(frozen=True)
class Card:
    """What a viewer sees of a shared page. In a state that tells nothing, every other field is empty."""

    state: str
    title: str = ""
    summary: str = ""
    url: str = ""
    image: str = ""
    page: int | None = None
    locale: str = ""
    material_changes: int | None = None


#: The id of the page under which a page stands.
PARENT = Subquery(
    Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen)).order_by().values("pk")
)
UNAVAILABLE = Card("unavailable")
UNPUBLISHED = Card("unpublished")
EXPIRED = Card("expired")


def cards(viewer: Any, shares: Iterable[Share]) -> dict[int, Card]:
    """Return the card of each share by its id, in a number of queries that does not grow.

    Who may not see the page, and who looks at one that was deleted, gets what a page that never existed would give.
    """
    shares = list(shares)
    if not shares:
        return {}
    live = live_pages(viewer, {share.page_key for share in shares})
    told = _may_be_told(viewer, {share.page_key for share in shares} - live.keys())
    pictures = _pictures(viewer, live.values())
    found = {share.pk: _card(share, live, told, pictures) for share in shares}
    return _with_material_changes(shares, found)


def _with_material_changes(shares: list[Share], found: dict[int, Card]) -> dict[int, Card]:
    """Say how often each shown page changed materially since it was shared; only what was published again is asked about."""
    since = {
        share.pk: (card.page, share.shared_at)
        for share in shares
        if (card := found[share.pk]).page and card.state == "updated"
    }
    changes = material_changes_since(since.values())
    for pk, moment in since.items():
        if changes[moment]:
            found[pk] = replace(found[pk], state="materially_updated", material_changes=changes[moment])
    return found


def page_card(viewer: Any, page: Page) -> Card:
    """Return the card of a page as it will look when it is shared now."""
    return _shown(page, "current", _pictures(viewer, [page]))


def live_pages(viewer: Any, keys: set[UUID]) -> dict[UUID, Page]:
    """Return the pages that this viewer may see, by translation key, in their language where that exists."""
    found = visible_pages(viewer).filter(translation_key__in=keys, alias_of=None).annotate(parent_page=PARENT)
    pages = list(found.defer_streamfields().specific())
    prefetch_related_objects(pages, "locale")
    chosen: dict[UUID, Page] = {}
    for page in pages:
        present = chosen.get(page.translation_key)
        if present is None or _rank(page) < _rank(present):
            chosen[page.translation_key] = page
    return chosen


def _rank(page: Page) -> int:
    wanted = (get_language(), settings.LANGUAGE_CODE)
    code = page.locale.language_code
    return wanted.index(code) if code in wanted else len(wanted)


def _may_be_told(viewer: Any, keys: set[UUID]) -> dict[UUID, Card]:
    """Return what this viewer may know of pages that are not live: that their time is over, or that they are unpublished."""
    if not keys:
        return {}
    admitted = audiences_for(viewer)
    return {
        key: EXPIRED if last.is_expired else UNPUBLISHED
        for key, last in last_audiences(keys).items()
        if last.audience_id in admitted
    }


def _pictures(viewer: Any, pages: Iterable[Page]) -> dict[int, str]:
    """Return the address of each picture that this viewer may see, in the size of a card."""
    wanted = {page.image_id for page in pages if getattr(page, "image_id", None)}
    if not wanted:
        return {}
    images: Any = visible_images(viewer).filter(pk__in=wanted)
    found = {image.pk: _address(image) for image in images.prefetch_renditions(CARD_SIZE)}
    return {pk: address for pk, address in found.items() if address}


def _address(image: Image) -> str:
    """Return the address of a picture in the size of a card; nothing when its file is lost, so that the card still stands."""
    try:
        return image.get_rendition(CARD_SIZE).url
    except SourceImageIOError:
        return ""


def _card(share: Share, live: dict[UUID, Page], told: dict[UUID, Card], pictures: dict[int, str]) -> Card:
    page = live.get(share.page_key)
    if page is None:
        return told.get(share.page_key, UNAVAILABLE)
    if _was_updated(share, page):
        return _shown(page, "updated", pictures)
    return _shown(page, "moved" if _was_moved(share, page) else "current", pictures)


def _was_moved(share: Share, page: Any) -> bool:
    """Tell whether a page stands under another one than when it was shared. Each language has a place of its own."""
    return share.version_of == page.pk and share.parent_page not in (None, page.parent_page)


def _was_updated(share: Share, page: Page) -> bool:
    """Tell whether a page was published again since it was shared.

    Versions are compared within one language; in another one, and when the version was purged, the times are. A translation
    that came later is no update.
    """
    if share.revision_id and share.version_of == page.pk:
        return page.live_revision_id != share.revision_id
    first, last = page.first_published_at, page.last_published_at
    return bool(first and last and first <= share.shared_at < last)


def _shown(page: Page, state: str, pictures: dict[int, str]) -> Card:
    return Card(
        state=state,
        title=page.title,
        summary=getattr(page, "summary", ""),
        url=f"{url_of(page)}?via=card",
        image=pictures.get(getattr(page, "image_id", None) or 0, ""),
        page=page.pk,
        locale=page.locale.language_code,
        material_changes=0,
    )
