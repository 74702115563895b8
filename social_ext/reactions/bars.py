"""The reactions to a thing as people see them, with the buttons to join in: one form, with and without JavaScript.

Most bars of a page look alike: each look is drawn once in a process, and the address and the token are set into it.
"""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from social_ext.reactions.kinds import kinds
from social_ext.reactions.selectors import NONE, Summary

ACTION, TOKEN = "{action}", "{token}"


def draw_bar(kind: str, pk: int, summary: Summary | None, csrf_token: str, *, is_open: bool = True) -> SafeString:
    """Return the bar of a thing as HTML; nothing where nobody reacted and nobody may."""
    found = summary or NONE
    if not found.counts and not is_open:
        return SafeString("")
    language = get_language()
    look = _look(language, tuple(found.counts.items()), found.mine, is_open)
    return SafeString(look.replace(ACTION, _action(language, kind, pk)).replace(TOKEN, escape(csrf_token)))


@lru_cache(maxsize=4096)
def _action(language: str | None, kind: str, pk: int) -> str:
    return escape(reverse(f"react_to_{kind}", args=[pk]))


@lru_cache(maxsize=4096)
def _look(language: str | None, counts: tuple[tuple[str, int], ...], mine: str | None, is_open: bool) -> str:
    given, known = dict(counts), kinds()
    # A kind that is offered no more has only its name left.
    signs = {name: known.get(name, (name, name)) for name in (*known, *given)}
    offered: list[dict[str, Any]] = [
        {"name": name, "emoji": emoji, "label": str(label), "count": given.get(name, 0), "is_mine": name == mine}
        for name, (emoji, label) in signs.items()
    ]
    context = {
        "given": [one for one in offered if one["count"]],
        "others": [one for one in offered if not one["count"]] if is_open else [],
        "is_open": is_open,
        "action": SafeString(ACTION),
        "csrf_token": SafeString(TOKEN),
    }
    return str(render_to_string("reactions/_bar.html", context))
