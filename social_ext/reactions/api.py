"""Reactions to pages, posts and comments."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from cms.core.api.shapes import writes
from social_ext.reactions.services import react, withdraw_reaction
from social_ext.reactions.shapes import ReactionsShape, reactions_shape

#: The kinds of things by the first word of their addresses.
THINGS = {"pages": "page", "posts": "post", "comments": "comment"}


def _putting(thing: str) -> Callable[..., Any]:
    def put_reaction(request: HttpRequest, pk: int, kind: str) -> Any:
        """React to what the caller may read. Another kind replaces the caller's own; the same one changes nothing."""
        return reactions_shape(react(actor=request.user, target_kind=thing, pk=pk, kind=kind))

    return put_reaction


def _withdrawing(thing: str) -> Callable[..., Any]:
    def delete_reaction(request: HttpRequest, pk: int, kind: str) -> Any:
        """Take a reaction back; what is not there is gone already."""
        return reactions_shape(withdraw_reaction(actor=request.user, target_kind=thing, pk=pk, kind=kind))

    return delete_reaction


def build_router() -> Router:
    """Return the addresses of reactions."""
    router = Router(tags=["reactions"])
    for path, thing in THINGS.items():
        address = path + "/{id:pk}/reactions/{str:kind}"
        shape = writes(ReactionsShape)
        router.put(address, response=shape, operation_id=f"react_to_{thing}")(_putting(thing))
        router.delete(address, response=shape, operation_id=f"withdraw_from_{thing}")(_withdrawing(thing))
    return router
