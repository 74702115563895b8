from datetime import datetime

from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from cms.upkeep.services import links

#: Whoever is asked may not answer for half a minute: nothing that people wait for stands behind that.
LAST = -50


@task()
def collect_links(page_id: int) -> None:
    page = Page.objects.filter(pk=page_id).first()
    if page is not None:
        links.collect_links_of(page=page)


@task(priority=LAST)
def check_link(target_id: int) -> None:
    links.check_target(pk=target_id, at=timezone.now())


def enqueue_due_links(at: datetime) -> None:
    """Let the worker ask the addresses that are due: a few a minute, one of each host."""
    for pk in links.take_due_targets(at=at):
        check_link.enqueue(pk)
