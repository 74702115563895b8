"""What the templates of pages show, loaded in a number of queries that does not grow with the page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.core.addresses import url_at
from cms.core.context_processors import works_in_admin
from cms.pages import selectors
from cms.pages.bodies import draw_body
from cms.pages.contents import contents
from cms.pages.models import ContentPage, SectionPage
from cms.pages.outlines import outline_of, reading_minutes
from cms.pages.selectors import Beside
from cms.pages.sights import sight_of
from themes.units import UnitTheme, find_unit_theme


def page_context(request, page: ContentPage) -> dict:
    """Return what the template of `page` shows to the viewer of the request."""
    viewer = request.user
    is_preview = getattr(request, "is_preview", False)
    outline = outline_of(page, is_preview=is_preview)
    around = selectors.surroundings(viewer, page)
    context: dict[str, Any] = {
        "theme": theme_of(page, around.above),
        "toc": outline.toc,
        "body": draw_body(page, outline, sight_of(viewer, outline), is_preview=is_preview),
        "breadcrumb": breadcrumb_of(around.above),
        "edit_url": edit_url(viewer, page),
        "minutes": reading_minutes(outline.words, page.locale.language_code),
        "previous": neighbour(around.previous),
        "next": neighbour(around.next),
    }
    if isinstance(page, SectionPage):
        context["contents"] = contents(viewer, page)
    return context


def theme_of(page: ContentPage, above: Iterable[Beside]) -> UnitTheme | None:
    """Return the theme that a page wears: its own, or that of the nearest section above it."""
    chosen = [getattr(page, "theme", ""), *(step.theme for step in reversed(list(above)))]
    return find_unit_theme(next(filter(None, chosen), ""))


def breadcrumb_of(above: Iterable[Beside]) -> list[dict[str, str]]:
    """Return the way from the list of sections to the page."""
    start = {"label": _("Reference"), "url": reverse("reference")}
    return [start, *({"label": step.title, "url": url_at(step.url_path)} for step in above)]


def neighbour(page: Beside | None) -> dict[str, str] | None:
    """Return the way to a page that stands beside another one."""
    return None if page is None else {"title": page.title, "url": url_at(page.url_path)}


def edit_url(viewer, page: ContentPage) -> str:
    """Return where this person edits the page; empty for readers, who cost no query here, and before it is saved."""
    if page.pk and works_in_admin(viewer) and page.permissions_for_user(viewer).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return ""
