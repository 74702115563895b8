from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.policies import can, require
from cms.editing.exceptions import AddressTooLong, LockedAlready, NoReason, NoTarget
from cms.editing.models import LockReason

LONGEST_PATH = 255
LONGEST_REASON = 500


def check_target(*, actor: Any, page: Page, target: Page) -> str:
    """Return the old address of a page that is to lead to another one, or raise a rule."""
    is_inside = target.pk == page.pk or target.path.startswith(page.path)
    if is_inside or not can(actor, "view", target):
        raise NoTarget
    address = Redirect.normalise_path(url_of(page))
    if len(address) > LONGEST_PATH:
        raise AddressTooLong
    return address


@transaction.atomic
def lead_elsewhere(*, actor: Any, page: Page, target: Page) -> Redirect:
    """Lead the readers of a page that is unpublished to another one; those of pages that led here too."""
    require(actor, "publish", page)
    _hold(page)
    address = check_target(actor=actor, page=page, target=target)
    Redirect.objects.filter(redirect_page_id=page.pk).update(redirect_page=target.pk)
    Redirect.objects.filter(old_path=address).delete()
    return Redirect.objects.create(old_path=address, redirect_page_id=target.pk, is_permanent=False)


def _hold(page: Page) -> Page:
    """Keep others from changing the page's row until the transaction is over, and return it as it is now."""
    return Page.objects.select_for_update().get(pk=page.pk)


@transaction.atomic
def lock_page(*, actor: Any, page: Page, reason: str) -> LockReason:
    """Lock a page for everybody else, and say why. Raises `NoReason`, or `LockedAlready`: nobody takes a lock from another."""
    require(actor, "lock", page)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON or "\x00" in reason:
        raise NoReason(limit=LONGEST_REASON)
    if _hold(page).locked:
        raise LockedAlready
    page.locked, page.locked_by, page.locked_at = True, actor, timezone.now()
    page.save(update_fields=["locked", "locked_by", "locked_at"], clean=False)
    log(instance=page, action="wagtail.lock", user=actor)
    facts = {"locked_at": page.locked_at, "locked_by": actor, "reason": reason}
    return LockReason.objects.update_or_create(page_id=page.pk, defaults=facts)[0]
