from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.changes.exceptions import (
    CannotControl,
    ChangedMeanwhile,
    NobodyChosen,
    NotAsked,
    NotToAcknowledge,
    TranslationBehind,
)
from cms.changes.models import Acknowledgement, AcknowledgementRequest, Change
from cms.core.policies import policy_of, require
from cms.pages.models import ContentPage, HomePage, PageAccess
from cms.people.models import BusinessUnit

#: What the history of a page in the admin tells of requests.
ASKED, STOPPED = "changes.ask", "changes.stop_asking"


@transaction.atomic
def note_publication(*, page: Page, revision: Revision | None) -> Change | None:
    """Remember that a version went live, with what its editor said of it; once, however often it is published again.

    What is only scheduled, an alias, and a page without versions is no publication.
    """
    is_live = page.live and revision is not None and page.live_revision_id == revision.pk
    if revision is None or not is_live or page.alias_of_id or not isinstance(page, ContentPage):
        return None
    list(Page.objects.select_for_update().filter(pk=page.pk).values_list("pk"))  # numbers are given one after the other
    last = Change.objects.filter(page=page.pk).aggregate(last=Max("number"))["last"]
    said: dict[str, Any] = {
        "page_id": page.pk,
        "number": (last or 0) + 1,
        "note": page.change_note,
        "is_material": page.change_is_material,
        "published_at": page.last_published_at or timezone.now(),
        "by_id": revision.user_id,
        "audience_id": PageAccess.objects.filter(page=page.pk).values_list("audience", flat=True).first(),
    }
    change, _made = Change.objects.get_or_create(revision=revision, defaults=said)
    # The words belong to this version: whoever writes the next one by a program begins without them, too.
    type(page)._default_manager.filter(pk=page.pk).update(change_note="", change_is_material=False)
    return change


@transaction.atomic
def acknowledge(*, actor: Any, page: Page, change: Change) -> Acknowledgement:
    """Note that somebody who is asked has read a version, in one of the page's languages. Doing it again changes nothing.

    It binds to the version that they saw: a material one that goes live in the same moment asks them again. Raises `NotAsked`,
    `ChangedMeanwhile` when that version is outdated already, and `TranslationBehind` when the page that people are asked to
    acknowledge changed materially after this translation of it.
    """
    require(actor, "view", page)
    asked = AcknowledgementRequest.objects.visible_to(actor).about(page).with_standing_of(actor).filter(is_asked=True)
    pages = set(asked.values_list("page", flat=True))
    if change.page_id != page.pk or not pages:
        raise NotAsked
    material = Change.objects.filter(is_material=True)
    if material.filter(page=page.pk, pk__gt=change.pk).exists():
        raise ChangedMeanwhile
    if page.pk not in pages and material.filter(page__in=pages, published_at__gt=change.published_at).exists():
        raise TranslationBehind
    return Acknowledgement.objects.get_or_create(change=change, person=actor)[0]


@transaction.atomic
def ask_to_acknowledge(
    *, actor: Any, page: Page, units: Collection[BusinessUnit], groups: Collection[Group], controller: Any
) -> AcknowledgementRequest:
    """Ask the people of units, of all below them, and of groups to acknowledge a page; again: ask these instead.

    What was acknowledged stays so. Raises `NotToAcknowledge`, `NobodyChosen`, or `CannotControl` when `controller`, who is shown
    the names, cannot see the page.
    """
    require(actor, "publish", page)
    if not page.live or page.alias_of_id or isinstance(page, HomePage) or not isinstance(page, ContentPage):
        raise NotToAcknowledge
    if not units and not groups:
        raise NobodyChosen
    if not controller.is_active or not policy_of(Page).can(controller, "view", page):
        raise CannotControl(name=controller.display_name)
    note_publication(page=page, revision=page.live_revision)  # of a page that went live before changes were noted
    facts = {"controller": controller, "asked_by": actor}
    request, _made = AcknowledgementRequest.objects.update_or_create(page_id=page.pk, defaults=facts)
    request.units.set(units)
    request.groups.set(groups)
    names = [*(unit.name for unit in units), *(group.name for group in groups)]
    log(instance=page, action=ASKED, user=actor, data={"asked": names, "controller": controller.display_name})
    return request


@transaction.atomic
def stop_asking(*, actor: Any, page: Page) -> None:
    """Ask nobody any more to acknowledge a page. What was acknowledged is kept, and counts when they are asked again."""
    require(actor, "publish", page)
    if AcknowledgementRequest.objects.filter(page=page.pk).delete()[0]:
        log(instance=page, action=STOPPED, user=actor)
