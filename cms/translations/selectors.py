from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cms.changes.models import Change
from cms.pages.policies import visible_pages
from cms.pages.selectors import editable_pages
from cms.translations.models import TranslationState

#: What the translation does not hold yet: versions after the one that it was made from, and after the moment it was.
SINCE = Q(revision__isnull=False, revision_id__gt=F("page__translated_into__revision_id")) | Q(
    Q(revision__isnull=True) | Q(page__translated_into__revision__isnull=True),
    published_at__gt=F("page__translated_into__up_to"),
)


def readable_originals(viewer: Any) -> Q:
    """Tell which originals this viewer may know of: what they may read, or edit."""
    readable, editable = (pages.order_by().values("pk") for pages in (visible_pages(viewer), editable_pages(viewer)))
    return Q(original__in=readable) | Q(original__in=editable)


def get_translation(viewer: Any, pk: int) -> TranslationState:
    """Return the state of a translation that the viewer may edit, of an original they may see, or raise `DoesNotExist`."""
    states = TranslationState.objects.filter(readable_originals(viewer), page__in=editable_pages(viewer).values("pk"))
    return states.select_related("page__locale", "original__locale", "revision", "marked_by").get(pk=pk)


def changes_behind(viewer: Any, state: TranslationState) -> QuerySet[Change]:
    """Return the changes of the original that its translation does not hold yet, the newest first, as `behind` does."""
    return behind(viewer, [state.pk])


def may_compare(viewer: Any, state: TranslationState) -> bool:
    """Tell whether the viewer may read the version that a translation was made from."""
    return Change.objects.visible_to(viewer).filter(revision=state.revision_id or 0).exists()


def behind(viewer: Any, pages: Iterable[int]) -> QuerySet[Change]:
    """Return what these translations do not hold yet of their originals; each names its `translation`.

    Of an original that was opened to more people, these are told of the version that is live and of those after it was opened.
    """
    wanted = Change.objects.visible_to(viewer).filter(SINCE, page__translated_into__in=list(pages))
    return wanted.annotate(translation=F("page__translated_into__page_id")).select_related("by", "revision")


def material_change_after(viewer: Any, page: Page) -> tuple[Page, datetime] | None:
    """Return the original of a live translation, and when it last changed materially since; as far as the viewer may see it."""
    behind_by = behind(viewer, [page.pk]).filter(is_material=True, page__in=visible_pages(viewer))
    change = behind_by.select_related(None).select_related("page__locale").first()
    return (change.page, change.published_at) if change else None


def untranslated(viewer: Any, locale: Locale) -> PageQuerySet:
    """Return the pages that the viewer may edit and that have no version in a language, not even a draft."""
    there = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale, alias_of=None)
    pages = editable_pages(viewer).filter(depth__gt=1, alias_of=None).exclude(locale=locale)
    return pages.filter(~Exists(there)).select_related("locale").order_by("path")


def states_in(viewer: Any, locale: Locale) -> QuerySet[TranslationState]:
    """Return the translations into a language that the viewer may edit, of originals they may see."""
    states = TranslationState.objects.filter(readable_originals(viewer), page__in=editable_pages(viewer).values("pk"))
    return states.filter(page__locale=locale).select_related("page__locale", "original__locale").order_by("page__path")
