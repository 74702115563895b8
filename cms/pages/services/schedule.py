"""Publish and take down what editors set a time for."""

import logging
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def publish_due(*, at: datetime) -> int:
    """Take down what has expired and publish what is scheduled; return how many pages changed.

    Each goes in a transaction of its own, with all that hears of it: what is interrupted begins again with the next tick, as if
    nothing had been done. A page that fails does not stop the others; the last failure is raised when all were tried.
    """
    expired = Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at", "pk")
    scheduled = Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at", "pk")
    due = [(_take_down, pk) for pk in expired.values_list("pk", flat=True)]
    due += [(_publish, pk) for pk in scheduled.values_list("pk", flat=True)]
    done, failure = 0, None
    for act, pk in due:
        try:
            done += act(pk, at)
        except Exception as error:
            logger.exception("%s of %s failed", act.__name__.strip("_"), pk)
            failure = error
    if failure is not None:
        raise failure
    return done


@transaction.atomic
def _take_down(pk: int, at: datetime) -> int:
    page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=at).first()
    if page is None:
        return 0
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1


@transaction.atomic
def _publish(pk: int, at: datetime) -> int:
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lt=at).first()
    if revision is None:
        return 0
    revision.publish(log_action="wagtail.publish.scheduled")
    return 1
