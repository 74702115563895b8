from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.core.policies import require
from cms.core.targets import Target, get_target
from social_ext.activity.models import Verb
from social_ext.activity.services import record
from social_ext.reactions.exceptions import UnknownReaction
from social_ext.reactions.kinds import kinds
from social_ext.reactions.models import Reaction, ReactionCount
from social_ext.reactions.selectors import Summary, miscounted, summary


@transaction.atomic
def react(*, actor: Any, target_kind: str, pk: int, kind: str, at: datetime | None = None) -> Summary:
    """React to something; another reaction of the same person is replaced, the same one stays as it is.

    Only the first is recorded: who changes the sign says nothing new. Raises `TargetNotFound` for what the actor may not see,
    and the reason of whatever takes no more.
    """
    target = get_target(actor, target_kind, pk, lock=True)
    if target.refusal is not None:
        raise target.refusal
    require(actor, "react", target.obj)
    if kind not in kinds():
        raise UnknownReaction
    name = {"target_kind": target.kind, "target_key": target.key}
    now = at or timezone.now()
    first = {"kind": kind, "created_at": now}
    own, is_first = Reaction.objects.select_for_update().get_or_create(person=actor, **name, defaults=first)
    if is_first:
        _count(target, {kind: 1})
        _record(actor, Verb.LIKE, target, now)
    elif own.kind != kind:
        _count(target, {own.kind: -1, kind: 1})
        own.kind, own.created_at = kind, now
        own.save(update_fields=["kind", "created_at"])
    return summary(actor, target.kind, target.key)


@transaction.atomic
def withdraw_reaction(*, actor: Any, target_kind: str, pk: int, kind: str | None = None) -> Summary:
    """Take one's reaction back: with `kind`, only that one. Doing it again changes nothing.

    Whatever one may still see can be withdrawn from, when nobody may react to it any more too; and so can a kind that is
    offered no more.
    """
    target = get_target(actor, target_kind, pk, lock=True)
    if kind is not None and not (kind in kinds() or _was_given(target, kind)):
        raise UnknownReaction
    own = Reaction.objects.select_for_update().filter(
        person=actor, target_kind=target.kind, target_key=target.key, **({"kind": kind} if kind else {})
    )
    for reaction in own:
        reaction.delete()
        _count(target, {reaction.kind: -1})
        _record(actor, Verb.UNDO, target)
    return summary(actor, target.kind, target.key)


def _was_given(target: Target, kind: str) -> bool:
    """Tell whether a thing ever had reactions of a kind: their number stays when the last one is gone."""
    if "\x00" in kind:
        return False
    return ReactionCount.objects.filter(target_kind=target.kind, target_key=target.key, kind=kind).exists()


def _count(target: Target, changes: dict[str, int]) -> None:
    """Add to the stored numbers, in the order of their names: two at once wait for each other in the same order."""
    for kind in sorted(changes):
        row, _made = ReactionCount.objects.get_or_create(target_kind=target.kind, target_key=target.key, kind=kind)
        ReactionCount.objects.filter(pk=row.pk).update(count=F("count") + changes[kind])


def _record(actor: Any, verb: Verb, target: Target, at: datetime | None = None) -> None:
    record(
        actor=actor,
        verb=verb,
        kind=target.kind,
        obj=target.obj,
        audience=target.audience,
        page_key=target.page_key,
        space_id=target.space_id,
        thread_id=target.thread_id,
        at=at,
    )


def recount_reactions() -> int:
    """Set right every stored number that differs from a recount; return how many did."""
    return sum(_recount(*name) for name, _stored, _counted in miscounted())


@transaction.atomic
def _recount(target_kind: str, target_key: str, kind: str) -> bool:
    """Count the reactions of one kind to a thing again; tell whether their number was wrong.

    The number's row is held first, and made where it is missing: who reacts at the same moment has either written both and
    is counted, or waits and adds to what is counted here.
    """
    name: dict[str, Any] = {"target_kind": target_kind, "target_key": target_key, "kind": kind}
    row, _made = ReactionCount.objects.select_for_update().get_or_create(**name)
    counted = Reaction.objects.filter(**name).count()
    if row.count == counted:
        return False
    row.count = counted
    row.save(update_fields=["count"])
    return True


@transaction.atomic
def forget_reactions(*, kind: str, keys: Iterable[object]) -> None:
    """Remove the reactions to things that exist no more."""
    named = {"target_kind": kind, "target_key__in": [str(key) for key in keys]}
    Reaction.objects.filter(**named).delete()
    ReactionCount.objects.filter(**named).delete()
