"""The demo company, put together by whoever has a part of it.

`manage.py demo` calls the registered loaders in the order of their hooks. A loader does its part once: on a database
that has it already it changes nothing::

    @hooks.register("register_demo_loader", order=20)
    def load_network(company: Path, say: Callable[[str], None]) -> None: ...

The demo is always "now": before the loaders run, the time during which nobody ran it is added to all dates that an app
names::

    @hooks.register("register_demo_dates")
    def dates_of_posts():
        return {Post: ["created_at", "edited_at"]}
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.core.models import TickRun

FIXTURES = Path(settings.BASE_DIR) / "fixtures"

#: The accounts that outsiders rely on, and who they are.
ACCOUNTS = {
    "ines.comms": _("communications editor"),
    "paul.publisher": _("publisher of a business unit"),
    "mia.moderator": _("moderator of the same unit"),
    "sam.sponsor": _("management"),
    "noor.employee": _("employee"),
    "lea.employee": _("employee of another unit"),
    "omar.operator": _("operator, superuser"),
    "zoe.outsider": _("member of no restricted group or closed space"),
}

#: The row that remembers when the demo was last put in order.
CLOCK = "demo"
#: A shorter pause shows on no date.
PAUSE = timedelta(hours=1)


@transaction.atomic
def load_demo(say: Callable[[str], None]) -> None:
    """Bring the dates up to today, then run every registered loader; each says in a line what it loaded."""
    pause = pause_of_the_demo()
    if pause:
        for dates in hooks.get_hooks("register_demo_dates"):
            for model, names in dates().items():
                add_to_dates(model, names, pause)
    for loader in hooks.get_hooks("register_demo_loader"):
        loader(FIXTURES, say)
    if pause or not TickRun.objects.filter(name=CLOCK).exists():
        TickRun.objects.update_or_create(name=CLOCK, defaults={"ran_at": timezone.now()})


def pause_of_the_demo() -> timedelta:
    """Return for how long nobody ran the demo: since its last tick, as it ticks every minute while it runs.

    What visitors wrote meanwhile moves with everything else, so the order of things stays and nothing lies ahead.
    """
    if not TickRun.objects.filter(name=CLOCK).exists():
        return timedelta()
    pause = timezone.now() - TickRun.objects.aggregate(last=Max("ran_at"))["last"]
    return pause if pause > PAUSE else timedelta()


def add_to_dates(model: type[models.Model], names: Iterable[str], pause: timedelta) -> None:
    """Move the dates of all rows, in one statement and without a signal: nothing happened."""
    model._default_manager.update(**{name: F(name) + pause for name in names})
