"""What the CMS lets people find: pages of the reference, and colleagues."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StructBlock
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.audiences import everyone
from cms.pages.lists import owners_of
from cms.pages.models import HomePage
from cms.pages.selectors import visible_pages
from search.sources import DocumentData, Hit, Source

#: What these blocks show is a file's, and its collection decides who may know of it.
FILES = frozenset({"image", "documents"})
#: What a block holds beside its text.
SETTINGS = frozenset({"kind", "level", "anchor", "language"})
VIA = "?via=search"


def page_source() -> Source:
    return Source(
        kind="page",
        label=gettext_lazy("Reference"),
        documents=page_documents,
        load=load_pages,
        all_ids=lambda: _found_pages().order_by("pk").values_list("pk", flat=True).iterator(),
    )


def person_source() -> Source:
    return Source(
        kind="person",
        label=gettext_lazy("People"),
        documents=person_documents,
        load=load_people,
        all_ids=lambda: get_user_model().objects.filter(is_active=True).values_list("pk", flat=True).iterator(),
    )


def _found_pages() -> Any:
    """Return the pages worth finding: live, below a home page, and no second copy of another one."""
    return Page.objects.filter(live=True, depth__gt=HomePage.DEPTH, alias_of=None, access__isnull=False)


def page_documents(ids: Sequence[int]) -> Iterable[DocumentData]:
    """Write a page's live version: its title, summary and the text of its body, without what its files say."""
    pages = _found_pages().filter(pk__in=ids)
    about = {page.pk: page for page in pages.select_related("owner__profile__unit", "access", "locale")}
    owners = owners_of(list(about.values()))
    for page in pages.specific():
        known = about[page.pk]
        unit = getattr(getattr(owners[page.pk], "profile", None), "unit", None)
        yield DocumentData(
            object_id=page.pk,
            title=page.title,
            text=_text_of(page),
            audience_id=known.access.audience_id,
            unit=unit.slug if unit else "",
            locale=known.locale.language_code,
            updated_at=page.last_published_at
            or page.first_published_at
            or page.latest_revision_created_at
            or timezone.now(),
        )


def _text_of(page: Any) -> str:
    parts = list(getattr(page, "told_beside_body", ()))
    for block in getattr(page, "body", ()):
        if block.block_type not in FILES:
            parts += _texts_of(block)
    return "\n".join(" ".join(str(part).split()) for part in parts if part)


def _texts_of(block: Any) -> list[str]:
    if not isinstance(block.block, StructBlock):
        return block.block.get_searchable_content(block.value)
    parts: list[str] = []
    for name, child in block.block.child_blocks.items():
        if name not in SETTINGS:
            parts += child.get_searchable_content(block.value.get(name))
    return parts


def load_pages(viewer: Any, ids: Sequence[int]) -> dict[int, Hit]:
    """Return the pages that the viewer may see today, each with the way that leads to it."""
    pages = list(visible_pages(viewer).filter(pk__in=ids).select_related("locale"))
    return {
        page.pk: Hit(
            kind="page",
            id=page.pk,
            title=page.title,
            url=url_of(page) + VIA,
            meta=" › ".join([_("Reference"), *above]),  # noqa: RUF001 -- the arrow of breadcrumbs
            updated_at=page.last_published_at,
            language=page.locale.language_code,
        )
        for page, above in zip(pages, _ways(viewer, pages), strict=True)
    }


def _ways(viewer: Any, pages: list[Page]) -> list[list[str]]:
    """Return for each page the titles above it, from its section down, as far as the viewer may see them."""
    paths = {page.path[:end] for page in pages for end in range(Page.steplen, len(page.path), Page.steplen)}
    rows = visible_pages(viewer).filter(path__in=paths, depth__gt=HomePage.DEPTH).order_by("depth")
    titles = list(rows.values_list("path", "title"))
    return [[title for path, title in titles if page.path.startswith(path) and path != page.path] for page in pages]


def person_documents(ids: Sequence[int]) -> Iterable[DocumentData]:
    """Write what the directory says of each active colleague."""
    audience = everyone()
    people = get_user_model().objects.filter(pk__in=ids, is_active=True).select_related("profile__unit")
    for person in people:
        profile = getattr(person, "profile", None)
        unit = getattr(profile, "unit", None)
        words = [profile.job, profile.location, *profile.skills] if profile else []
        yield DocumentData(
            object_id=person.pk,
            title=person.display_name,
            text=" · ".join(str(word) for word in [*words, unit or ""] if word),
            audience_id=audience.pk,
            unit=unit.slug if unit else "",
            updated_at=person.date_joined,
        )


def load_people(viewer: Any, ids: Sequence[int]) -> dict[int, Hit]:
    """Return the colleagues who are active today."""
    people = get_user_model().objects.filter(pk__in=ids, is_active=True).select_related("profile__unit")
    return {
        person.pk: Hit(
            kind="person",
            id=person.pk,
            title=person.display_name,
            url=person.get_absolute_url(),
            meta=getattr(getattr(person, "profile", None), "line", ""),
            author=person,
        )
        for person in people
    }
