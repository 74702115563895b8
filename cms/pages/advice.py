"""What could be better about a page before it is sent to review: advice, never a barrier.

A room that knows something to look at registers a function of the page as it stands in the editor::

    @hooks.register("register_page_checks")
    def check_review_date(viewer, page):
        if page_review(page) is None:
            yield Advice("review_date", _("Nobody has said when this page is looked at again. ..."))

The sentence says what is the matter, why it matters to readers, and what to do. It names nothing that the viewer may not see.
"""

from dataclasses import dataclass
from typing import Any

from wagtail import hooks


@dataclass(frozen=True)
class Advice:
    """One thing to look at; `name` is stable, `message` is for people."""

    name: str
    message: str


def advice_on(viewer: Any, page: Any) -> list[Advice]:
    """Return the advice of all rooms about a page, in the order of the hooks."""
    return [advice for check in hooks.get_hooks("register_page_checks") for advice in check(viewer, page)]
