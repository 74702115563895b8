"""The demo company, put together by whoever has a part of it.

`manage.py demo` calls the registered loaders in the order of their hooks::

    @hooks.register("register_demo_loader", order=20)
    def load_network(company: Path, say: Callable[[str], None]) -> None: ...
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from wagtail import hooks

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def load_demo(say: Callable[[str], None]) -> None:
    """Run every registered loader; each says in a line what it loaded."""
    for loader in hooks.get_hooks("register_demo_loader"):
        loader(FIXTURES, say)
