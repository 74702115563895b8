from cms.pages.models.access import PageAccess
from cms.pages.models.base import RESERVED_SLUGS, ContentPage, ContentPageQuerySet
from cms.pages.models.imports import ImportedPage
from cms.pages.models.kinds import EventPage, HomePage, NewsPage, ReferencePage, SectionPage
from cms.pages.models.reads import PageRead

__all__ = [
    "RESERVED_SLUGS",
    "ContentPage",
    "ContentPageQuerySet",
    "EventPage",
    "HomePage",
    "ImportedPage",
    "NewsPage",
    "PageAccess",
    "PageRead",
    "ReferencePage",
    "SectionPage",
]
