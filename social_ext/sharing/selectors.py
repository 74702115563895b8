from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.audiences import audiences_for, people_in
from cms.core.models import Audience
from cms.pages.models import PageAccess
from cms.pages.policies import visible_pages
from cms.pages.selectors import editable_pages
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.selectors import threads_about
from social_ext.sharing.models import PlannedShare, Share
from social_ext.spaces.models import Membership, Space
from social_ext.spaces.selectors import spaces_of
from themes.kept import as_face, kept

FACES = 3
#: Seconds: a new name or face is seen within a minute.
KEPT_FOR = 60
#: From so many on, the number of members who cannot open a page is told; below, it would tell who they are.
TELL_FROM = 5
#: How many spaces the share form offers beside those that are chosen, and from how many on it has a search.
OFFERED = 12
SEARCH_FROM = 6


@dataclass
class Talk:
    """One conversation about a page, as the roll-up lists it."""

    thread: Thread
    post_id: int | None = None
    space: Space | None = None
    people: list[dict[str, str]] = field(default_factory=list)

    @property
    def comment_count(self) -> int:
        return self.thread.comment_count

    @property
    def last_activity_at(self) -> datetime:
        return self.thread.last_activity_at or self.thread.created_at


@dataclass
class RollUp:
    """Where a page is discussed, as far as one viewer may see."""

    talks: list[Talk]
    people_count: int

    @property
    def comment_count(self) -> int:
        return sum(talk.comment_count for talk in self.talks)

    @property
    def in_spaces(self) -> list[Talk]:
        return [talk for talk in self.talks if talk.space is not None]


def roll_up(viewer: Any, page: Page, *, threads: Sequence[Thread] | None = None) -> RollUp:
    """Return the conversations about a page that this viewer may see: its own, and those of its cards.

    `threads` is given where it was loaded already. Who speaks in them is kept as long as nobody else does.
    """
    threads = threads_about(viewer, page) if threads is None else threads
    threads = [thread for thread in threads if thread.kind != Thread.PAGE or thread.version != Thread.UNTOUCHED]
    talks = [_talk(thread) for thread in threads]
    talks.sort(key=lambda talk: (talk.last_activity_at, talk.thread.pk), reverse=True)
    versions = [get_language(), *([talk.thread.pk, talk.thread.version] for talk in talks)]
    voices = kept("voices", versions, lambda: _voices(talks), seconds=KEPT_FOR)
    for talk in talks:
        talk.people = voices.faces[talk.thread.pk]
    return RollUp(talks, voices.people_count)


def threads_of_cards(page: Page) -> QuerySet:
    """Return the ids of the conversations of the cards of a page, whoever may read them."""
    shown = Thread.objects.filter(post__removed_at=None, post__space__archived_at=None)
    return shown.filter(post__share__page_key=page.translation_key).values("pk")


def _talk(thread: Thread) -> Talk:
    if thread.kind == Thread.PAGE:
        return Talk(thread)
    return Talk(thread, thread.post.pk, thread.post.space)


@dataclass(frozen=True)
class Voices:
    """Who speaks in some conversations: the faces to show of each, and how many people they are together."""

    faces: dict[int, list[dict[str, str]]]
    people_count: int


def _voices(talks: list[Talk]) -> Voices:
    speakers = _speakers(talks)
    shown = {thread: [person for person in people if person][:FACES] for thread, people in speakers.items()}
    faces = _faces({person for people in shown.values() for person in people})
    return Voices(
        {thread: [as_face(faces[person]) for person in people] for thread, people in shown.items()},
        len({person for people in speakers.values() for person in people}),
    )


def _speakers(talks: list[Talk]) -> dict[int, list[int | None]]:
    """Return for each conversation the ids of those who spoke in it, the latest first; who shared the page comes last.

    Those whose accounts are gone are one, without an id.
    """
    threads = [talk.thread for talk in talks]
    spoken = ThreadedComment.objects.filter(conversation__in=threads, is_removed=False)
    rows = spoken.values("conversation_id", "user_id").annotate(latest=Max("pk")).order_by("-latest")
    found: dict[int, dict[int | None, None]] = {thread.pk: {} for thread in threads}
    for row in rows:
        found[row["conversation_id"]].setdefault(row["user_id"])
    for thread in threads:
        if thread.kind == Thread.POST:
            found[thread.pk].setdefault(thread.post.author_id)
    return {thread: list(people) for thread, people in found.items()}


def _faces(ids: set[int]) -> dict[int, Any]:
    return get_user_model().objects.select_related("profile").in_bulk(ids) if ids else {}


@dataclass
class Choice:
    """A space as the share form offers it."""

    space: Space
    cannot_open: int = 0
    share: Share | None = None
    is_chosen: bool = False

    @property
    def told(self) -> int | None:
        """Return the number of members who cannot open the page when it may be told."""
        return self.cannot_open if self.cannot_open >= TELL_FROM else None


def choices(viewer: Any, page: Page, *, q: str = "", chosen: Sequence[str] = ()) -> list[Choice]:
    """Return the spaces of a person for sharing a page: those that are chosen, then those used last, in three queries.

    So many are offered as one looks through; a part of the name finds the others.
    """
    picked = Q(slug__in=[slug for slug in chosen if slug.isprintable()])
    mine = spaces_of(viewer).filter(picked | Q(name__icontains=q if q.isprintable() else ""))
    recent = Max("posts__created_at", filter=Q(posts__author=viewer))
    first = Case(When(picked, then=0), default=1)
    ordered = mine.annotate(recent=recent, first=first).order_by(
        "first", F("recent").desc(nulls_last=True), "name", "pk"
    )
    spaces = list(ordered[: OFFERED + len(set(chosen))])
    excluded = _members_who_cannot_open(page, spaces)
    shares = Share.objects.filter(page_key=page.translation_key, space__in=spaces, post__removed_at=None)
    shares = shares.select_related("post__thread")
    by_space = {share.space_id: share for share in shares}
    return [
        Choice(space, excluded.get(space.pk, 0), by_space.get(space.pk), is_chosen=space.slug in chosen)
        for space in spaces
    ]


def _members_who_cannot_open(page: Page, spaces: Sequence[Space]) -> dict[int, int]:
    access = PageAccess.objects.select_related("audience").get(page_id=page.pk)
    if access.audience.kind == Audience.EVERYONE:
        return {}
    members = Membership.objects.in_force().filter(space__in=spaces, person__is_active=True)
    outside = members.exclude(person__in=people_in(access.audience).values("pk"))
    return dict(outside.values_list("space").annotate(number=Count("pk")).order_by())


def may_be_told(viewer: Any, pk: int) -> bool:
    """Tell whether this viewer may know that a page is unpublished: its last audience admits them, and it was live once."""
    admitted = PageAccess.objects.filter(audience__in=audiences_for(viewer)).values("page")
    unpublished = Page.objects.filter(pk=pk, live=False, first_published_at__isnull=False)
    return unpublished.filter(pk__in=admitted).exists()


def due_plans(*, page: Page | None = None) -> QuerySet[PlannedShare]:
    """Return the planned shares whose page is live and was published since: of one page, or of all."""
    due = PlannedShare.objects.filter(
        state=PlannedShare.State.WAITING,
        page__live=True,
        page__alias_of=None,
        page__last_published_at__gte=F("planned_at"),
    )
    due = due.select_related("page", "space", "actor")
    return due if page is None else due.filter(page_id=page.pk)


def get_plannable_page(viewer: Any, pk: int) -> Page:
    """Return a page that this viewer may edit, live or not, or raise `Page.DoesNotExist`."""
    return editable_pages(viewer).filter(alias_of=None, depth__gt=1).get(pk=pk)


@dataclass
class Plan:
    """A planned share, as an editor sees it: the space's name and the words only where they may know them."""

    planned: PlannedShare
    knows_space: bool
    reads_words: bool
    is_own: bool

    @property
    def may_withdraw(self) -> bool:
        return self.planned.state != PlannedShare.State.SENT and (self.is_own or self.reads_words)


def plans(viewer: Any, page: Page) -> list[Plan]:
    """Return what is planned for the publication of a page, and what came of it, in one query; the newest first.

    One's own plans are always there; those of others when the viewer may know of the space, their words when they may
    read in it.
    """
    audiences = audiences_for(viewer)
    known = Q(actor=viewer) | Q(space__listing_audience__in=audiences)
    found = PlannedShare.objects.filter(known, page_id=page.pk).select_related("space", "actor", "share")
    return [
        Plan(
            planned=row,
            knows_space=row.space.listing_audience_id in audiences,
            reads_words=row.space.audience_id in audiences,
            is_own=row.actor_id == viewer.pk,
        )
        for row in found.order_by("-planned_at", "-pk")[:OFFERED]
    ]


def get_plan(viewer: Any, page: Page, pk: int) -> PlannedShare:
    """Return a planned share that this viewer may withdraw, or raise `PlannedShare.DoesNotExist`."""
    mine = Q(actor=viewer) | Q(space__audience__in=audiences_for(viewer))
    return PlannedShare.objects.filter(mine, page_id=page.pk).get(pk=pk)


def most_discussed(viewer: Any, *, since: datetime, most: int) -> list[tuple[Page, int]]:
    """Return the live pages that were talked about most, in the viewer's language, with the comments that they may read.

    Counted are the conversations of pages and those of their cards: two queries, and one for the pages.
    """
    said = ThreadedComment.objects.visible_to(viewer).filter(is_removed=False, submit_date__gte=since)
    below, of_cards = {"conversation__page_key__isnull": False}, {"conversation__post__share__isnull": False}
    counts: Counter[Any] = Counter()
    for key, found in (("conversation__page_key", below), ("conversation__post__share__page_key", of_cards)):
        rows = said.filter(**found).values_list(key).annotate(number=Count("pk")).order_by()
        for page_key, number in rows:
            counts[page_key] += number
    candidates = [key for key, _number in counts.most_common(4 * most)]
    pages = visible_pages(viewer).filter(translation_key__in=candidates, alias_of=None).select_related("locale")
    own_language_last = sorted(pages, key=lambda page: (page.locale.language_code == get_language(), page.pk))
    by_key = {page.translation_key: page for page in own_language_last}
    return [(by_key[key], counts[key]) for key in candidates if key in by_key][:most]
