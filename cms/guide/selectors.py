"""The pages of the editors' guide: Markdown that ships with the product, read once a process for each language."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from cms.guide.markdown import draw

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "fr")
INDEX = "index"


@dataclass(frozen=True)
class GuidePage:
    """One page of the guide, drawn."""

    slug: str
    title: str
    summary: str
    url: str
    html: SafeString
    headings: tuple[dict, ...]
    folded: str


def may_read_guide(viewer: Any) -> bool:
    """Tell whether the guide is for this person: it is for all who may open the editor."""
    return viewer.has_perm("wagtailadmin.access_admin")


def guide_pages(language: str) -> tuple[GuidePage, ...]:
    """Return the guide in a language, or in English where there is none, in its order."""
    return _pages(language if language in LANGUAGES else LANGUAGES[0])


def found_pages(language: str, query: str) -> list[GuidePage]:
    """Return the pages that hold every word of the query, case and accents apart; those with one in their title first."""
    words = _fold(query).split()
    found = [page for page in guide_pages(language) if all(word in page.folded for word in words)]
    return sorted(found, key=lambda page: not any(word in _fold(page.title) for word in words)) if words else []


@lru_cache(maxsize=len(LANGUAGES))
def _pages(language: str) -> tuple[GuidePage, ...]:
    with translation.override(language):
        read = [_read(file, language) for file in (TEXTS / language).glob("*.md")]
    return tuple(page for _order, page in sorted(read, key=lambda pair: pair[0]))


def _read(file: Path, language: str) -> tuple[int, GuidePage]:
    _before, facts, body = file.read_text(encoding="utf-8").split("---\n", 2)
    about = yaml.safe_load(facts)
    drawn = draw(body, page_url=_url, picture_url=lambda name: static(f"guide/{language}/{name}"))
    page = GuidePage(
        slug=file.stem,
        title=about["title"],
        summary=about["summary"],
        url=_url(file.stem),
        html=drawn.html,
        headings=drawn.headings,
        folded=_fold(f"{about['title']} {about['summary']} {drawn.words}"),
    )
    return about["order"], page


def _url(slug: str) -> str:
    return reverse("guide") if slug == INDEX else reverse("guide_page", args=[slug])


def _fold(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
