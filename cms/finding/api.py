"""Search, as far as the caller may see."""

from datetime import datetime
from html import unescape
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.html import strip_tags
from ninja import Query, Router, Schema
from pydantic import Field

from cms.core.api.lists import DEFAULT, MOST
from cms.core.api.shapes import reads
from cms.finding.selectors import MAX_PAGE, PERSON, Found, find
from cms.people.models import BusinessUnit
from cms.people.shapes import ShortUnit, short_unit
from search.sources import Hit
from search.words import MAX_QUERY

Kind = Literal["page", "post", "comment", "person", "space", "document"]


class SearchFilter(Schema):
    q: str = Field("", max_length=MAX_QUERY, description="All words count, the last one as a beginning.")
    kind: Kind | None = None
    unit: str = Field("", max_length=100)
    lang: str = Field("", max_length=20)
    page: int = Field(1, ge=1, le=MAX_PAGE)
    limit: int = Field(DEFAULT, ge=1, le=MOST)


class Place(Schema):
    slug: str
    name: str
    url: str


class HitShape(Schema):
    kind: Kind
    id: int
    title: str = Field(description="Of what has none, the name of who said it.")
    url: str
    excerpt: str = Field(description="Plain text around the words.")
    space: Place | None
    unit: ShortUnit | None
    locale: str
    updated_at: datetime | None


class Hits(Schema):
    items: list[HitShape]
    facets: dict[str, dict[str, int]] = Field(examples=[{"kind": {"page": 3}, "unit": {}, "locale": {"en": 3}}])
    total: int
    next: int | None = Field(description="The number of the next page.")


def search(request: HttpRequest, wanted: Query[SearchFilter]) -> Any:
    """Find pages, spaces, posts, comments and people; best first."""
    found = find(
        request.user,
        wanted.q,
        kind=wanted.kind or "",
        unit=wanted.unit,
        lang=wanted.lang,
        page=wanted.page,
        size=wanted.limit,
        people_apart=False,
    )
    return {
        "items": _items(found),
        "facets": found.facets,
        "total": found.total,
        "next": wanted.page + 1 if found.more else None,
    }


def _items(found: Found) -> list[dict[str, Any]]:
    slugs = {item.row.unit for item in found.items if item.row.unit}
    units = {unit.slug: unit for unit in BusinessUnit.objects.filter(slug__in=slugs)} if slugs else {}
    return [
        _drawn(
            item.hit,
            excerpt="" if item.hit.kind == PERSON else unescape(strip_tags(item.html)),
            unit=short_unit(units.get(item.row.unit)),
            locale=item.row.locale,
        )
        for item in found.items
    ]


def _drawn(hit: Hit, *, unit: dict[str, Any] | None, excerpt: str, locale: str) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "title": hit.title or getattr(hit.author, "display_name", ""),
        "url": hit.url.partition("?")[0],
        "excerpt": excerpt or hit.meta,
        "space": hit.space,
        "unit": unit,
        "locale": locale,
        "updated_at": hit.updated_at,
    }


def build_router() -> Router:
    """Return the addresses of the search."""
    router = Router(tags=["search"])
    router.get("search", response=reads(Hits))(search)
    return router
