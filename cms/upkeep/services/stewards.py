"""Say who keeps pages."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.core.policies import policy_of, require
from cms.upkeep.exceptions import CannotKeep
from cms.upkeep.models import PageCare, Stewardship
from cms.upkeep.services.care import settle_branch, settle_page, settle_pages


@transaction.atomic
def name_stewards(
    *, actor: Any, page: Page, owner: Any = None, contact: Any = None, months: int | None = None
) -> Stewardship:
    """Say who owns a page, whom to ask, and how often it is reviewed: for it, and for all below that say nothing else.

    What is None is inherited again. Raises `CannotKeep` for somebody who cannot see the page once it is live.
    """
    require(actor, "steward", care_row(page))
    list(PageCare.objects.select_for_update().filter(pk=page.pk).values_list("pk"))  # of two, the second waits here
    said = Stewardship.objects.filter(page_id=page.pk).first() or Stewardship(page_id=page.pk)
    for person, before in ((owner, said.owner_id), (contact, said.contact_id)):
        if person is not None and person.pk != before and not _can_keep(person, page):
            raise CannotKeep(name=person.display_name)
    said.owner, said.contact, said.months = owner, contact, months
    said.save()
    settle_pages()
    return said


@transaction.atomic
def note_stewards(*, page: Page, owner_id: int | None, contact_id: int | None) -> None:
    """Note what an import says of a page: its files name who keeps it. What they leave open stays as it was said.

    It belongs to imports: the caller has asked permission.
    """
    named = {"owner_id": owner_id, "contact_id": contact_id}
    values = {name: pk for name, pk in named.items() if pk is not None}
    if values:
        Stewardship.objects.update_or_create(page_id=page.pk, defaults=values)
        # What is said of a page counts for its other languages too, where these say nothing themselves.
        for version in Page.objects.filter(translation_key=page.translation_key, alias_of=None).order_by("pk"):
            settle_branch(page=version)


def care_row(page: Page) -> PageCare:
    """Return the care of a page, made when a page was made without a signal."""
    care = PageCare.objects.select_related("page").filter(pk=page.pk).first()
    if care is None:
        settle_page(page=page)
        care = PageCare.objects.select_related("page").get(pk=page.pk)
    return care


def _can_keep(person: Any, page: Page) -> bool:
    policy = policy_of(Page)
    return bool(person.is_active and (not page.live or policy.can(person, "view", page)))
