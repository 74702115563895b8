"""The demo company, put together by whoever has a part of it.

`manage.py demo` calls the registered loaders in the order of their hooks. A loader does its part once: on a database
that has it already it changes nothing but the dates, which stay fresh::

    @hooks.register("register_demo_loader", order=20)
    def load_network(company: Path, say: Callable[[str], None]) -> None: ...
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

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


def load_demo(say: Callable[[str], None]) -> None:
    """Run every registered loader; each says in a line what it loaded."""
    for loader in hooks.get_hooks("register_demo_loader"):
        loader(FIXTURES, say)
