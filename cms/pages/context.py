"""What the templates of pages show, loaded in a number of queries that does not grow with the page."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.context_processors import works_in_admin
from cms.files.selectors import visible_collections
from cms.pages import selectors
from cms.pages.bodies import draw_body
from cms.pages.models import ContentPage, HomePage, SectionPage
from cms.pages.pictures import documents_in, images_in, load_renditions
from cms.pages.waiting import waiting

MORNING_ENDS = 12
AFTERNOON_ENDS = 18


class TocEntry(NamedTuple):
    """A heading of the page, for the list "On this page"."""

    id: str
    label: str
    level: int = 2


def page_context(request, page: ContentPage) -> dict:
    """Return what the template of `page` shows to the viewer of the request."""
    viewer = request.user
    if isinstance(page, HomePage):
        return home_context(viewer, page)
    images = images_in(page.body)
    load_renditions(images)
    collections = collections_of(viewer) if images or documents_in(page.body) else frozenset()
    context: dict[str, Any] = {
        "toc": toc_of(page),
        "body": draw_body(page, collections, is_preview=getattr(request, "is_preview", False)),
        "breadcrumb": breadcrumb_of(viewer, page),
        "version": selectors.version_number(page),
        "owner": page.owner,
        "edit_url": edit_url(viewer, page),
    }
    if isinstance(page, SectionPage):
        context["contents"] = selectors.contents(viewer, page)
    return context


def home_context(viewer, home: HomePage) -> dict:
    """Return what the home page shows: the lead, and what waits."""
    return {
        "visible_collections": collections_of(viewer),
        "lead": lead_of(viewer, home),
        "greeting": greeting(viewer),
        "waiting": waiting(viewer),
    }


def collections_of(viewer) -> frozenset[int]:
    """Return the ids of the collections whose files this viewer may open."""
    return frozenset(visible_collections(viewer).values_list("pk", flat=True))


def toc_of(page: ContentPage) -> list[TocEntry]:
    """Return the headings of the second level."""
    return [
        TocEntry(block.value["anchor"], block.value["text"])
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


def breadcrumb_of(viewer, page: ContentPage) -> list[dict[str, str]]:
    """Return the way from the list of sections to the page."""
    above = selectors.breadcrumb(viewer, page)
    start = {"label": _("Reference"), "url": reverse("reference")}
    return [start, *({"label": step.title, "url": url_of(step)} for step in above)]


def edit_url(viewer, page: ContentPage) -> str:
    """Return where this person edits the page; empty for readers, who cost no query here, and before it is saved."""
    if page.pk and works_in_admin(viewer) and page.permissions_for_user(viewer).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return ""


def greeting(viewer) -> str:
    """Greet by the hour of the reader."""
    name = viewer.first_name or viewer.display_name
    hour = timezone.localtime().hour
    if hour < MORNING_ENDS:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < AFTERNOON_ENDS:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
