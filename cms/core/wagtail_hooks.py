from datetime import timedelta

from django.utils import timezone
from wagtail import hooks

from cms.core.services import work
from cms.core.tick import Job


@hooks.register("register_tick")
def pick_up_lost_work():
    return Job("pick_up_lost_work", every=timedelta(minutes=1), run=lambda at: _pick_up())


def _pick_up():
    # By the clock on the wall, whatever time the tick was told: workers sign with that.
    work.pick_up_lost_work(now=timezone.now())
    work.mend_waits(now=timezone.now())


@hooks.register("register_tick")
def prune_work():
    return Job("prune_work", every=timedelta(hours=1), run=lambda at: work.prune_work(now=timezone.now()))
