"""Keep each page's `PageCare` true to what is said in the tree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.pages.models import HomePage, ReferencePage, SectionPage
from cms.upkeep.models import PageCare, Stewardship
from cms.upkeep.rules import Node, Word, months_later, words_in_force
from cms.upkeep.signals import page_owners_changed

CHUNK = 500
FIELDS = ["owner_id", "contact_id", "months", "due_on"]
ASKED = ("pk", "live", "path", "translation_key", "owner_id", "alias_of_id", "content_type_id", "first_published_at")


@transaction.atomic
def settle_pages() -> int:
    """Bring the care of every page up to what is said today; return how many changed.

    The whole tree is read at once, as for its access: who keeps what is said rarely, and no page can be forgotten.
    """
    return _settle(list(Page.objects.filter(depth__gte=HomePage.DEPTH).order_by().only(*ASKED)))


@transaction.atomic
def settle_page(*, page: Page) -> int:
    """Bring the care of one page up to what is said of it and above it; of an alias, to that of its source."""
    around = _upwards(page)
    if page.alias_of_id:
        around |= _upwards(page.alias_of)
    return _settle(list(around.only(*ASKED)), only={page.pk})


@transaction.atomic
def settle_branch(*, page: Page) -> int:
    """Bring the care of a page and of all below it up to what is said of them and above them."""
    branch = set(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))
    below = Page.objects.filter(path__startswith=page.path)
    return _settle(list((_upwards(page) | below).order_by().only(*ASKED)), only=branch)


def _upwards(page: Page) -> QuerySet[Page]:
    """Return a page and all that stand above it."""
    ends = range(HomePage.DEPTH * Page.steplen, len(page.path) + 1, Page.steplen)
    return Page.objects.filter(path__in=[page.path[:end] for end in ends]).order_by()


def _settle(pages: Sequence[Page], only: set[int] | None = None) -> int:
    nodes = [Node(page.pk, page.path, page.translation_key, page.owner_id, page.alias_of_id) for page in pages]
    words = words_in_force(nodes, _said({page.translation_key for page in pages}))
    wanted = [page for page in pages if only is None or page.pk in only]
    present = _present([page.pk for page in wanted])
    changed, strangers = [], set()
    for page in wanted:
        before = present.get(page.pk)
        care = _care_of(page, words[page.pk], before)
        if before is None or any(getattr(before, name) != getattr(care, name) for name in FIELDS):
            changed.append(care)
        if page.live and (before.owner_id if before else None) != care.owner_id:
            strangers.add(page.pk)
    PageCare.objects.bulk_create(
        changed,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[name.removesuffix("_id") for name in FIELDS],
    )
    if strangers:
        page_owners_changed.send(sender=PageCare, pks=strangers)
    return len(changed)


def _said(keys: set[UUID]) -> dict[UUID, dict[int, Word]]:
    rows = Stewardship.objects.all()
    if len(keys) <= CHUNK:
        rows = rows.filter(page__translation_key__in=keys)
    said: dict[UUID, dict[int, Word]] = defaultdict(dict)
    for key, pk, *word in rows.values_list("page__translation_key", "page_id", "owner_id", "contact_id", "months"):
        said[key][pk] = Word(*word)
    return said


def _present(pks: Sequence[int]) -> dict[int, PageCare]:
    found: dict[int, PageCare] = {}
    for start in range(0, len(pks), CHUNK):
        held = PageCare.objects.select_for_update().filter(pk__in=pks[start : start + CHUNK]).order_by("pk")
        found |= {care.pk: care for care in held}
    return found


def _care_of(page: Page, word: Word, before: PageCare | None) -> PageCare:
    """Return what should stand in the row of a page; what people did about its review stays."""
    care = PageCare(page_id=page.pk, owner_id=word.owner, contact_id=word.contact, months=word.months or 0)
    if not is_reviewed(page):
        return care
    if before is not None and before.is_due_chosen:
        care.due_on = before.due_on
    else:
        care.due_on = due_by_rule(care.months, (before and before.reviewed_at) or page.first_published_at)
    return care


def due_by_rule(months: int, since: datetime | None) -> date | None:
    """Return the day of the next review; none before the first publication, which counts as the first review."""
    return months_later(timezone.localdate(since), months) if since else None


def is_reviewed(page: Page) -> bool:
    """Tell whether pages of this kind are reviewed: sections and reference pages, that are no second copy of another one."""
    kinds: Iterable[ContentType] = ContentType.objects.get_for_models(SectionPage, ReferencePage).values()
    return page.alias_of_id is None and page.content_type_id in {kind.pk for kind in kinds}
