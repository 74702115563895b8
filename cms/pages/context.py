"""What the templates of pages show, loaded in a number of queries that does not grow with the page."""

from dataclasses import dataclass

from wagtail.models import Page

from cms.files.selectors import visible_collections
from cms.pages import selectors
from cms.pages.models import ContentPage, HomePage, SectionPage
from cms.pages.pictures import images_in, load_renditions


@dataclass(frozen=True)
class TocEntry:
    """A heading of the page, for the list "On this page"."""

    text: str
    anchor: str


def page_context(request, page: ContentPage) -> dict:
    """Return what the template of `page` shows to the viewer of the request."""
    viewer = request.user
    collections = frozenset(visible_collections(viewer).values_list("pk", flat=True))
    context = {"visible_collections": collections, "toc": toc_of(page)}
    if isinstance(page, HomePage):
        return context | {"lead": lead_of(viewer, page)}
    load_renditions([image for image in [*images_in(page.body), page.image] if image])
    context |= {
        "breadcrumb": list(selectors.breadcrumb(viewer, page)),
        "version": selectors.version_of(page),
        "owner": page.owner,
    }
    if isinstance(page, SectionPage):
        context["contents"] = selectors.contents(viewer, page)
    return context


def toc_of(page: ContentPage) -> list[TocEntry]:
    """Return the headings of the second level."""
    return [
        TocEntry(block.value["text"], block.value["anchor"])
        for block in page.body
        if block.block_type == "heading" and block.value["level"] == "2" and block.value["anchor"]
    ]


def lead_of(viewer, home: HomePage) -> ContentPage | None:
    """Return the page that stands first on the home page, when this viewer may see it."""
    try:
        lead = selectors.get_page(viewer, home.lead_id or 0)
    except Page.DoesNotExist:
        return None
    load_renditions([lead.image])
    return lead
