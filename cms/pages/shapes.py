"""Pages as the API shows them, loaded for many at once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Literal

from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.api.fields import load_fields
from cms.pages import selectors
from cms.pages.bodies import draw_body, text_of
from cms.pages.lists import owners_of, sections_of
from cms.pages.lists import translations as translations_of
from cms.pages.models import ContentPage
from cms.pages.outlines import outline_of
from cms.pages.sights import sight_of
from cms.people.shapes import ShortPerson, short_person

PageType = Literal["home", "section", "reference", "news", "event", "form"]


@cache
def models_of_types() -> dict[str, type[ContentPage]]:
    """Return the models of pages by what the API calls their types."""
    return {model.api_type: model for model in selectors.page_types().values()}


class ShortSection(Schema):
    slug: str = Field(examples=["handbook"])
    name: str = Field(examples=["Handbook"])
    url: str = Field(examples=["/en/handbook/"])


class PageShape(Schema):
    id: int
    title: str = Field(examples=["Travel"])
    summary: str
    url: str = Field(examples=["/en/handbook/travel/"])
    locale: str = Field(examples=["en"])
    translations: dict[str, int] = Field(
        description="The page in each language that you may see.", examples=[{"en": 12}]
    )
    type: PageType
    section: ShortSection | None
    owner: ShortPerson | None
    revision: int | None = Field(description="The number of the live version's revision.")
    last_published_at: datetime | None


class Block(Schema):
    id: str = Field(description="Stable; the anchor is `#block-<id>`.")
    type: str = Field(examples=["paragraph"])
    text: str


class WholePageShape(PageShape):
    blocks: list[Block]


def page_shapes(viewer: Any, pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return pages in their form, in a number of queries that does not grow with them."""
    summaries = selectors.summaries([page.pk for page in pages])
    in_languages = translations_of(viewer, {page.translation_key for page in pages})
    sections = sections_of(viewer, pages)
    owners = owners_of(pages)
    added = load_fields("page", viewer, pages)
    return [
        {
            "id": page.pk,
            "title": page.title,
            "summary": summaries.get(page.pk, ""),
            "url": url_of(page),
            "locale": page.locale.language_code,
            "translations": in_languages.get(page.translation_key, {}),
            "type": getattr(page.specific_class, "api_type", "reference"),
            "section": _short_section(sections.get(page.pk)),
            "owner": short_person(owners[page.pk]),
            "revision": page.live_revision_id,
            "last_published_at": page.last_published_at,
            **added[page.pk],
        }
        for page in pages
    ]


def whole_page(viewer: Any, page: Page) -> dict[str, Any]:
    """Return one page with the text of its blocks: of its files only what this viewer may open."""
    outline = outline_of(page)
    parts = draw_body(page, outline, sight_of(viewer, outline), is_preview=False)
    blocks = [{"id": part.id, "type": part.kind, "text": text_of(part.html)} for part in parts]
    return page_shapes(viewer, [page])[0] | {"blocks": blocks}


def _short_section(section: Page | None) -> dict[str, str] | None:
    if section is None:
        return None
    return {"slug": section.slug, "name": section.title, "url": url_of(section)}
