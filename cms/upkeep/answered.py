"""What a person said of pages lately, remembered in their session: a page that is read asks nothing about it.

The answers themselves stand in the database. Where the session is another one, the page asks again, and the answer takes the
place of the first.
"""

from typing import Any

from wagtail.models import Page

KEY = "helpful"
#: The answers that a session remembers.
MOST = 30


def remember_answer(session: Any, page: Page, *, is_helpful: bool) -> None:
    """Remember an answer to the live version of a page."""
    others = {pk: said for pk, said in session.get(KEY, {}).items() if pk != str(page.pk)}
    kept = list(others.items())[1 - MOST :]
    session[KEY] = dict(kept) | {str(page.pk): [page.live_revision_id, is_helpful]}


def said_lately(session: Any, page: Page) -> bool | None:
    """Return whether the live version of a page helped this person; None when they have not said it in this session."""
    version, is_helpful = session.get(KEY, {}).get(str(page.pk), (None, None))
    return is_helpful if version == page.live_revision_id else None
