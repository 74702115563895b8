"""Who may see what: one question, one answer.

Everything that people see carries a foreign key to an `Audience`. A viewer resolves to the set of audiences that admit
them, and *visible* means that the row's audience is in the set::

    Post.objects.visible_to(viewer)            # filter(audience__in=audiences_for(viewer))

An app that knows a new reason to admit people registers two hooks. The first is asked once a process, for anybody: it may
compare with its viewer, and look into none::

    @hooks.register("register_audiences")
    def space_audiences(viewer):
        return Audience.objects.filter(space__memberships__person=viewer)

    @hooks.register("register_audience_members")
    def space_people(audience):
        return Membership.objects.filter(space__audience=audience).values("person_id") if audience.kind == "space" else None
"""

import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef
from wagtail import hooks

from cms.core.models import Audience, Requirement
from cms.core.questions import Question

_memo: ContextVar[dict[int, frozenset[int]] | None] = ContextVar("audiences_of_this_request", default=None)


def everyone() -> Audience:
    """Return the audience of every active employee."""
    return audience_of_kind(Audience.EVERYONE, Audience.EVERYONE)


def nobody() -> Audience:
    """Return the audience that admits no one."""
    return audience_of_kind(Audience.NOBODY, Audience.NOBODY)


def audience_of_kind(kind: str, key: str) -> Audience:
    """Return the audience with this key, made when it is the first of its rule."""
    return Audience.objects.get_or_create(key=key, defaults={"kind": kind})[0]


def audience_requiring(kind: str, restriction_ids: set[int]) -> Audience:
    """Return the audience of those who satisfy **every** restriction; without any, everyone."""
    if not restriction_ids:
        return everyone()
    ids = sorted(restriction_ids)
    # A key longer than its column would collide when cut: the few deep ones are told apart by all their ids hashed.
    key = f"{kind}:{','.join(map(str, ids))}"
    if len(key) > 255:
        digest = hashlib.sha256(key.encode()).hexdigest()
        key = f"{kind}:#{digest}"
    audience, created = Audience.objects.get_or_create(key=key, defaults={"kind": kind})
    if created:
        Requirement.objects.bulk_create(Requirement(audience=audience, restriction_id=pk) for pk in ids)
    return audience


def audiences_satisfied(kind: str, satisfied: models.QuerySet) -> models.QuerySet[Audience]:
    """Return the audiences of `kind` whose every requirement is among the `satisfied` restriction ids."""
    unmet = Requirement.objects.filter(audience=OuterRef("pk")).exclude(restriction_id__in=satisfied)
    return Audience.objects.filter(~Exists(unmet), kind=kind)


def audiences_for(viewer) -> frozenset[int]:
    """Return the ids of all audiences that admit this viewer, in one query, remembered for the current request only."""
    if not viewer.is_active or not viewer.is_authenticated:
        return frozenset()
    memo = _memo.get()
    if memo is not None and viewer.pk in memo:
        return memo[viewer.pk]
    ids = _ask_every_source(viewer)
    if memo is not None:
        memo[viewer.pk] = ids
    return ids


def _ask_every_source(viewer) -> frozenset[int]:
    rows = _question(tuple(hooks.get_hooks("register_audiences")))(viewer=viewer.pk)
    return frozenset(pk for (pk,) in rows)


@cache
def _question(sources: tuple[Callable[[Any], models.QuerySet], ...]) -> Question:
    """Return the one query over all sources."""

    def write(viewer):
        found = [Audience.objects.filter(kind=Audience.EVERYONE), *(source(viewer) for source in sources)]
        first, *others = [source.order_by().values_list("pk", flat=True) for source in found]
        return first.union(*others, all=True)

    return Question(write)


def people_in(audience: Audience) -> models.QuerySet:
    """Return the active people whom an audience admits: the same question from the other side."""
    people = get_user_model().objects.filter(is_active=True)
    if audience.kind == Audience.EVERYONE:
        return people
    for members in hooks.get_hooks("register_audience_members"):
        ids = members(audience)
        if ids is not None:
            return people.filter(pk__in=ids)
    return people.none()


def forget_audiences() -> None:
    """Make the next question ask the database again: call it after a change of membership within a request."""
    memo = _memo.get()
    if memo is not None:
        memo.clear()


@contextmanager
def remembered_audiences():
    """Remember answers while the block runs: one request."""
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


class AudienceQuerySet(models.QuerySet):
    """The queryset of everything that people see."""

    #: The way from the row to its audience.
    audience_path = "audience"

    def visible_to(self, viewer):
        """Keep the rows whose audience admits this viewer."""
        return self.filter(**{f"{self.audience_path}__in": audiences_for(viewer)})
