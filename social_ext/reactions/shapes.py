"""Reactions as the API shows them."""

from collections.abc import Sequence
from typing import Any

from ninja import Schema
from pydantic import Field
from wagtail.models import Page

from social_ext.reactions.selectors import NONE, Summary, summaries


class ReactionsShape(Schema):
    counts: dict[str, int] = Field(description="By kind; kinds without any are left out.", examples=[{"like": 3}])
    total: int = Field(examples=[3])
    mine: str | None = Field(description="The caller's own.", examples=["like"])


class WithReactions(Schema):
    reactions: ReactionsShape


def reactions_shape(summary: Summary | None) -> dict[str, Any]:
    """Return the reactions to one thing in their form."""
    found = summary or NONE
    return {"counts": found.counts, "total": found.total, "mine": found.mine}


def reactions_of_pages(viewer: Any, pages: Sequence[Page]) -> dict[int, dict[str, Any]]:
    """Return the reactions to pages, shared by their languages, by the pages' numbers."""
    found = summaries(viewer, "page", {page.translation_key for page in pages})
    return {page.pk: {"reactions": reactions_shape(found.get(str(page.translation_key)))} for page in pages}
