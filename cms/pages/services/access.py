"""Keep each page's audience true. The caller's transaction holds the change that made it necessary."""

from collections import defaultdict
from uuid import UUID

from django.db import connection, transaction
from wagtail.models import Page, PageViewRestriction

from cms.core.audiences import audience_requiring, nobody
from cms.core.models import Audience
from cms.pages.models import PageAccess
from cms.pages.rules import Node, requirements
from cms.pages.selectors import RESTRICTIONS, audiences_in_force
from cms.pages.signals import page_audiences_changed

CHUNK = 500


def hold_access() -> None:
    """Wait until nobody else changes who sees pages, and let nobody do so before the caller's transaction ends.

    Whoever derives an audience from the tree holds it: two at once would each overlook what the other has not yet
    committed, and the last to write would open what the first has closed.
    """
    list(Audience.objects.select_for_update(no_key=True).filter(pk=nobody().pk))


def _lock_what_is_named() -> None:
    """Let the foreign keys that were written be checked now, which locks the pages they name.

    At the commit it would be too late: who makes a page below one of these holds it, and waits for the access.
    """
    if connection.features.has_select_for_update:
        connection.check_constraints()


@transaction.atomic
def rekey_pages() -> int:
    """Give every page the audience that its restrictions demand today; return how many changed.

    The whole tree is read at once: restrictions and moves are rare, and no page can be forgotten.
    """
    _lock_what_is_named()
    hold_access()
    present = dict(PageAccess.objects.values_list("page_id", "audience_id"))
    changed: dict[int, list[int]] = defaultdict(list)
    audience_of: dict[frozenset[int], int] = {}
    for pk, demanded in requirements_of_all_pages().items():
        if demanded not in audience_of:
            audience_of[demanded] = audience_requiring(RESTRICTIONS, set(demanded)).pk
        if present.get(pk) != audience_of[demanded]:
            changed[audience_of[demanded]].append(pk)
    for audience_id, pks in changed.items():
        _write(audience_id, pks)
    touched = [pk for pks in changed.values() for pk in pks]
    tell_audiences(_keys_of(touched))
    return len(touched)


def requirements_of_all_pages() -> dict[int, frozenset[int]]:
    """Return the restriction ids that each page of the whole tree demands of its readers."""
    nodes = [Node(*row) for row in Page.objects.order_by().values_list("pk", "path", "translation_key", "alias_of_id")]
    restrictions: dict[int, list[int]] = {}
    rows = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.LOGIN)
    for page_id, pk in rows.values_list("page_id", "pk"):
        restrictions.setdefault(page_id, []).append(pk)
    return requirements(nodes, restrictions)


def _write(audience_id: int, pks: list[int]) -> None:
    rows = [PageAccess(page_id=pk, audience_id=audience_id) for pk in pks]
    PageAccess.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["page"], update_fields=["audience"]
    )


def _keys_of(pks: list[int]) -> set[UUID]:
    keys: set[UUID] = set()
    for start in range(0, len(pks), CHUNK):
        keys.update(Page.objects.filter(pk__in=pks[start : start + CHUNK]).values_list("translation_key", flat=True))
    return keys


@transaction.atomic
def key_new_page(page: Page) -> None:
    """Give a page that was just made its audience.

    Without restriction above it and without a source or a translation, it is its parent's: no need to read the tree.
    """
    hold_access()
    parent = PageAccess.objects.filter(page__path=page.path[: -Page.steplen]).first()
    related = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).exists()
    if parent is None or related or page.alias_of_id:
        rekey_pages()
    else:
        PageAccess.objects.create(page_id=page.pk, audience_id=parent.audience_id)


@transaction.atomic
def tell_audiences(keys: set[UUID]) -> None:
    """Tell other packages which audience is now in force for these pages."""
    if keys:
        hold_access()
        page_audiences_changed.send(sender=Page, changes=audiences_in_force(keys))


@transaction.atomic
def tell_page_gone(key: UUID) -> None:
    """Tell other packages that a page exists no more, unless another version of it is live."""
    hold_access()
    if not Page.objects.filter(translation_key=key, live=True).exists():
        page_audiences_changed.send(sender=Page, changes={key: nobody().pk})
