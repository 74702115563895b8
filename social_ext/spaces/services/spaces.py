from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from cms.core.audiences import everyone, forget_audiences
from cms.core.models import Audience
from cms.core.policies import require
from search.services import rekey
from social_ext.activity.models import Activity
from social_ext.comments.exceptions import SpaceArchived
from social_ext.comments.models import Thread
from social_ext.comments.rules import clean_text
from social_ext.comments.selectors import comment_ids
from social_ext.spaces.exceptions import AddressReserved, NameTaken, UnknownKind
from social_ext.spaces.models import OPENED, Kind, Membership, Post, Role, Space, Visibility

#: What a person may say of a space.
FIELDS = ("name", "purpose", "kind", "unit")
#: The most characters of each.
PURPOSE, REASON = Space._meta.get_field("purpose").max_length, Space._meta.get_field("reason").max_length


@transaction.atomic
def create_space(
    *,
    actor: Any,
    name: str,
    visibility: str = Visibility.OPEN,
    slug: str = "",
    purpose: str = "",
    kind: str = "community",
    unit: Any = None,
    reason: str = "",
) -> Space:
    """Open a space. Its maker is its owner. One's own space is there already: see `ensure_personal_space`.

    Who opens a secret space under a `slug` gets it with an ending, so that no refusal ever tells of one.
    """
    if kind not in dict(OPENED):
        raise UnknownKind
    name, purpose, reason = _clean_name(name), _clean_note(purpose, PURPOSE), _clean_note(reason, REASON)
    space = Space(name=name, purpose=purpose, kind=kind, unit=unit, reason=reason)
    if slug and visibility != Visibility.SECRET:
        _make_at(slug, space, visibility, actor)
    else:
        _make_near(slug or name, space, visibility, actor)
    return space


def _make_at(slug: str, space: Space, visibility: str, owner: Any) -> None:
    """Make a space at the address that was asked for."""
    if slug in RESERVED:
        raise AddressReserved
    if Space.objects.filter(slug=slug).exists():
        raise NameTaken
    space.slug = slug
    try:
        _make(space, visibility, owner)
    except IntegrityError as taken:
        raise NameTaken from taken


def _make_near(wanted: str, space: Space, visibility: str, owner: Any) -> None:
    """Make a space at a free address like the one that is wanted; the second of two at once gets an ending."""
    space.slug = _free_slug(wanted, visibility)
    try:
        _make(space, visibility, owner)
    except IntegrityError:
        space.slug = _with_ending(slugify(wanted))
        _make(space, visibility, owner)


@transaction.atomic
def _make(space: Space, visibility: str, owner: Any) -> None:
    members = Audience.objects.create(kind=SPACE, key=f"{SPACE}:new:{space.slug}")
    space.members_audience = members
    _set_audiences(space, visibility)
    space.save()
    members.key = f"{SPACE}:{space.pk}"
    members.save(update_fields=["key"])
    Membership.objects.create(person=owner, space=space, role=Role.OWNER)
    forget_audiences()


def ensure_personal_space(*, actor: Any) -> Space:
    """Return a person's own space: nobody else knows of it. It is made when they first sign in or have a token made."""
    found = Space.objects.filter(person=actor).first()
    if found is None:
        slug = _free_slug(actor.username, Visibility.SECRET)
        found = Space(slug=slug, name=actor.display_name[:120], kind=Kind.PERSONAL, person=actor)
        try:
            _make(found, Visibility.SECRET, actor)
        except IntegrityError:  # the other of two first uses at once
            return Space.objects.get(person=actor)
    return found


@transaction.atomic
def archive_space(*, actor: Any, space: Space) -> Space:
    """End a space: what was said there stays readable, and nobody adds to it. Doing it again changes nothing.

    What may be done still takes away: one's own words, by their author or those who keep the space, and memberships.
    """
    space = Space.objects.select_for_update().get(pk=space.pk)
    require(actor, "delete", space)
    if space.archived_at is None:
        space.archived_at = timezone.now()
        space.save(update_fields=["archived_at"])
        Thread.objects.filter(post__space=space, closed_at=None).update(closed_at=space.archived_at)
    return space


@transaction.atomic
def restore_space(*, actor: Any, space: Space) -> Space:
    """Open an archived space again, and with it the talk that its archiving closed. Doing it again changes nothing."""
    space = Space.objects.select_for_update().get(pk=space.pk)
    require(actor, "delete", space)
    if space.archived_at is not None:
        standing = Thread.objects.filter(post__space=space, post__removed_at=None)
        standing.filter(closed_at=space.archived_at).update(closed_at=None)
        space.archived_at = None
        space.save(update_fields=["archived_at"])
    return space


@transaction.atomic
def change_space(*, actor: Any, space: Space, visibility: str | None = None, **fields: Any) -> Space:
    """Change what a space says of itself; a new visibility is in force for all that was ever said in it."""
    space = Space.objects.select_for_update().get(pk=space.pk)
    require(actor, "change", space)
    if space.archived_at:
        raise SpaceArchived
    if fields.get("kind", space.kind) not in dict(OPENED):
        raise UnknownKind
    for name in FIELDS:
        if name in fields:
            setattr(space, name, fields[name])
    space.name, space.purpose = _clean_name(space.name), _clean_note(space.purpose, PURPOSE)
    if visibility is not None and visibility != space.visibility:
        _set_audiences(space, visibility)
        _rekey_content(space)
    space.save()
    forget_audiences()
    return space


def _clean_name(name: str) -> str:
    return clean_text(name, limit=Space._meta.get_field("name").max_length)


def _clean_note(text: str, limit: int | None) -> str:
    return clean_text(text, optional=True, limit=limit)


def _free_slug(wanted: str, visibility: str) -> str:
    """Return an address for a name, or for the address that somebody wants.

    One that is taken gets an ending: a refusal would tell that a space is there. A secret space always gets one that nobody
    guesses, so that no ending, and no refusal, ever tells of it.
    """
    wanted = slugify(wanted)[:85].rstrip("-_")
    is_free = wanted and wanted not in RESERVED and not Space.objects.filter(slug=wanted).exists()
    if is_free and visibility != Visibility.SECRET:
        return wanted
    return _with_ending(wanted)


def _with_ending(wanted: str) -> str:
    return f"{wanted[:85] or SPACE}-{get_random_string(SLUG_ENDING, SLUG_LETTERS)}"


def _set_audiences(space: Space, visibility: str) -> None:
    members, all_people = space.members_audience, everyone()
    space.visibility = visibility
    space.audience = all_people if visibility == Visibility.OPEN else members
    space.listing_audience = members if visibility == Visibility.SECRET else all_people


def _rekey_content(space: Space) -> None:
    # Posts first, then their conversations: in this order whoever removes a post locks them too.
    Post.objects.filter(space=space).update(audience=space.audience)
    Thread.objects.filter(post__space=space).update(audience=space.audience)
    Activity.objects.filter(space_id=space.pk).update(audience=space.audience)
    rekey(kind="space", ids=[space.pk], audience_id=space.listing_audience_id)
    rekey(kind="post", ids=space.posts.values_list("pk", flat=True), audience_id=space.audience_id)
    rekey(kind="comment", ids=comment_ids(post__space=space), audience_id=space.audience_id)


#: The kind of audience that a space's members are.
SPACE = "space"

#: Slugs that the product's own addresses use.
RESERVED = {"new"}
SLUG_ENDING = 12
SLUG_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
