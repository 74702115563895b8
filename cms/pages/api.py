"""The reference pages that the caller may see."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Page

from cms.core.api.fields import extended
from cms.core.api.lists import Window, answer_list, listed, narrowed
from cms.core.api.shapes import reads
from cms.pages.lists import at_address, in_section
from cms.pages.policies import visible_pages
from cms.pages.selectors import get_page
from cms.pages.shapes import PageShape, PageType, WholePageShape, models_of_types, page_shapes, whole_page


class PageFilter(Schema):
    path: str = Field("", max_length=1000, description="The path of one page, as its `url`.")
    section: str = Field("", max_length=255, description="The slug of a section.")
    locale: str = Field("", max_length=20)
    type: PageType | None = None


def pages(request: HttpRequest, window: Query[Window], wanted: Query[PageFilter]) -> Any:
    """List the live pages that the caller may see, in the order of the tree."""
    viewer = request.user
    found = visible_pages(viewer, models_of_types()[wanted.type] if wanted.type else Page)
    if wanted.path:
        found = at_address(found, wanted.path)
    if wanted.section:
        found = in_section(viewer, found, wanted.section)
    if wanted.locale:
        found = found.filter(locale__language_code=wanted.locale)
    return answer_list(
        found.filter(depth__gt=1).select_related("locale", "owner"),
        window,
        viewer=viewer,
        name=narrowed("pages", wanted),
        keys=("path",),
        draw=lambda rows: page_shapes(viewer, rows),
    )


def page(request: HttpRequest, pk: int) -> Any:
    """Show one page with the text of its blocks."""
    return whole_page(request.user, get_page(request.user, pk))


def build_router() -> Router:
    """Return the addresses of pages."""
    router = Router(tags=["pages"])
    router.get("pages", response=reads(listed(extended("page", PageShape))))(pages)
    router.get("pages/{id:pk}", response=reads(extended("page", WholePageShape)))(page)
    return router
