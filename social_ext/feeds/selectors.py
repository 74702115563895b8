from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.cursors import Position, write_cursor
from social_ext.activity.models import Activity, Verb
from social_ext.comments.models import ThreadedComment
from social_ext.sharing.cards import Card, cards, live_pages
from social_ext.spaces.models import Membership, Post, Space
from social_ext.spaces.selectors import spaces_of

#: Activities read for one page; those of one conversation become one item.
PAGE_SIZE = 30
#: Activities read for the few items of the home page.
READ_FOR_NEWEST = 3 * PAGE_SIZE
EXCERPT = 280  # characters
NEW_WITHIN = timedelta(days=7)


@dataclass
class FeedItem:
    """One thing that happened, told to one viewer, with the reason why it is here."""

    activity: Activity
    sentence: str
    why: str
    url: str
    title: str = ""
    excerpt: str = ""
    #: The page as this viewer reads it: the activity may be about another language of it.
    page: Page | None = None
    space: Space | None = None
    card: Card | None = None
    comment_ids: list[int] = field(default_factory=list)
    others: int = 0

    @property
    def comment_count(self) -> int:
        return len(self.comment_ids)

    @property
    def actor(self) -> Any:
        return self.activity.actor

    @property
    def at(self) -> datetime:
        return self.activity.published_at


@dataclass
class Feed:
    """One page of a feed, and where the next one begins."""

    items: list[FeedItem]
    position: Position | None

    @property
    def next(self) -> str | None:
        return write_cursor(*self.position) if self.position else None


def home_feed(viewer: Any, *, before: Position | None = None, size: int = PAGE_SIZE, folded: bool = True) -> Feed:
    """Return what happens in the viewer's spaces and on reference pages, newest first.

    Folded, the comments of one conversation on one page of the feed are one item, and a page that was published in two
    languages is one; else each is one of its own, so that the items are the same whatever the size of a page. No comment
    appears twice.
    """
    mine = Membership.objects.in_force().filter(person=viewer).values("space")
    in_scope = Q(space_id__in=mine) | Q(space_id=None, page_key__isnull=False)
    activities = list(
        Activity.objects.visible_to(viewer)
        .filter(in_scope)
        .filter(_still_there())
        .before(before)
        .with_actors()
        .order_by("-published_at", "-pk")[: size + 1]
    )
    shown, more = activities[:size], activities[size:]
    return Feed(_items(viewer, shown, folded=folded), (shown[-1].published_at, shown[-1].pk) if more else None)


def newest(viewer: Any, count: int) -> list[FeedItem]:
    """Return the newest items of the feed. One lively conversation takes one place, however much is said in it."""
    return home_feed(viewer, size=READ_FOR_NEWEST).items[:count]


def _still_there() -> Q:
    """Keep activities that can be told: what was removed would leave a page of the feed shorter, or empty.

    Reactions are recorded, and told where they were given: a line for each would bury what people say. Each activity looks its
    object up: with EXISTS, PostgreSQL would rather read all posts and comments once a page.
    """
    posts = Post.objects.filter(pk=OuterRef("object_id"), removed_at=None)
    comments = ThreadedComment.objects.filter(pk=OuterRef("object_id"), is_removed=False)
    talking = comments.filter(Q(conversation__post=None) | Q(conversation__post__removed_at=None))
    told = (
        Q(object_kind="post", object_id=Subquery(posts.values("pk")[:1]))
        | Q(object_kind="comment", object_id=Subquery(talking.values("pk")[:1]))
        | Q(object_kind="page")
    )
    return told & ~Q(verb__in=(Verb.LIKE, Verb.UNDO))


@dataclass
class _Objects:
    """What a page of activities speaks of, loaded at once for one viewer."""

    posts: dict[int, Post]
    posts_by_thread: dict[int, Post]
    comments: dict[int, ThreadedComment]
    pages: dict[Any, Page]
    cards: dict[int, Card]


def _load(viewer: Any, activities: list[Activity]) -> _Objects:
    ids = _ids_by_kind(activities)
    threads = {activity.thread_id for activity in activities if activity.thread_id}
    posts = list(
        Post.objects.visible_to(viewer)
        .filter(Q(pk__in=ids["post"]) | Q(thread__in=threads), removed_at=None)
        .with_authors()
        .select_related("share")
    )
    comments = ThreadedComment.objects.visible_to(viewer).filter(pk__in=ids["comment"], is_removed=False)
    shares = [post.share for post in posts if hasattr(post, "share")]
    keys = {activity.page_key for activity in activities if activity.page_key}
    pages = live_pages(viewer, keys | {share.page_key for share in shares})
    resolved = cards(viewer, shares, pages)
    return _Objects(
        posts={post.pk: post for post in posts},
        posts_by_thread={post.thread_id: post for post in posts},
        comments={comment.pk: comment for comment in comments},
        pages=pages,
        cards={share.post_id: resolved[share.pk] for share in shares},
    )


def _ids_by_kind(activities: Iterable[Activity]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"post": [], "comment": [], "page": []}
    for activity in activities:
        found.setdefault(activity.object_kind, []).append(activity.object_id)
    return found


def _items(viewer: Any, activities: list[Activity], *, folded: bool) -> list[FeedItem]:
    objects = _load(viewer, activities)
    items: list[FeedItem] = []
    by_thread: dict[int, FeedItem] = {}
    people: dict[int, set[int]] = {}
    for activity in _each_page_in_one_language(activities) if folded else activities:
        if activity.object_kind == "comment" and activity.thread_id in by_thread:
            _join(by_thread[activity.thread_id], activity, objects, people[activity.thread_id])
            continue
        item = _TELL[activity.object_kind](activity, objects) if activity.object_kind in _TELL else None
        if item is None:
            continue
        items.append(item)
        if folded and activity.object_kind == "comment" and activity.thread_id:
            by_thread[activity.thread_id] = item
            people[activity.thread_id] = {activity.actor_id}
    return items


def _each_page_in_one_language(activities: list[Activity]) -> Iterator[Activity]:
    """Leave out the publication of a page whose translation was published later: the feed tells of both in one language."""
    told: dict[Any, int] = {}
    for activity in activities:
        is_page = activity.object_kind == "page"
        if not is_page or told.setdefault(activity.page_key, activity.object_id) == activity.object_id:
            yield activity


def _join(item: FeedItem, activity: Activity, objects: _Objects, people: set[int]) -> None:
    """Add an older comment to the item of its conversation."""
    if activity.object_id not in objects.comments:
        return
    item.comment_ids.append(activity.object_id)
    people.add(activity.actor_id)
    item.others = len(people) - 1


def _tell_post(activity: Activity, objects: _Objects) -> FeedItem | None:
    post = objects.posts.get(activity.object_id)
    if post is None:
        return None
    sentences = {
        Post.Kind.SHARE: _("shared a page in"),
        Post.Kind.QUESTION: _("asked in"),
        Post.Kind.MESSAGE: _("wrote in"),
    }
    return FeedItem(
        activity,
        sentence=sentences[Post.Kind(post.kind)],
        why=_why_space(post.space),
        url=post.url,
        excerpt=excerpt(post.body),
        space=post.space,
        card=objects.cards.get(post.pk),
    )


def _tell_comment(activity: Activity, objects: _Objects) -> FeedItem | None:
    comment = objects.comments.get(activity.object_id)
    post = objects.posts_by_thread.get(activity.thread_id or 0)
    page = objects.pages.get(activity.page_key)
    if comment is None or (post is None and page is None):
        return None
    item = FeedItem(
        activity,
        sentence=_("commented on a page"),
        why=_("People talk about this page of the reference."),
        url=reverse("comment", kwargs={"pk": comment.pk}),
        excerpt=excerpt(comment.comment),
        comment_ids=[comment.pk],
    )
    if post is not None:
        item.sentence, item.why, item.space = _("answered in"), _why_space(post.space), post.space
        card = objects.cards.get(post.pk)
        item.title = excerpt(post.body, 80) or (card.title if card else "")
    elif page is not None:
        item.title = page.title
    return item


def _tell_page(activity: Activity, objects: _Objects) -> FeedItem | None:
    page = objects.pages.get(activity.page_key)
    if page is None:
        return None
    return FeedItem(
        activity,
        sentence=_("updated a page") if activity.verb == Verb.UPDATE else _("published a page"),
        why=_("A page of the reference changed."),
        url=f"{url_of(page)}?via=feed",
        title=page.title,
        excerpt=getattr(page, "summary", ""),
        page=page,
    )


_TELL = {"post": _tell_post, "comment": _tell_comment, "page": _tell_page}


def _why_space(space: Space) -> str:
    return _("You are a member of %(space)s.") % {"space": space.name}


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the beginning of a text, in one line, cut between two words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    start = line[: length - 1]
    return (start.rpartition(" ")[0].rstrip(" ,;:.") or start) + "…"


@dataclass
class SpaceNews:
    """One of the viewer's spaces, with how many posts of others are new there."""

    space: Space
    new: int

    @property
    def label(self) -> str:
        return ngettext("%(count)s new", "%(count)s new", self.new) % {"count": self.new} if self.new else ""


def my_spaces(viewer: Any) -> list[SpaceNews]:
    """Return the viewer's spaces, the liveliest of the last seven days first, in one query."""
    fresh = Post.objects.filter(space=OuterRef("pk"), created_at__gte=timezone.now() - NEW_WITHIN, removed_at=None)
    counted = fresh.exclude(author=viewer).order_by().values("space").annotate(number=Count("pk")).values("number")
    spaces = spaces_of(viewer).annotate(new=Coalesce(Subquery(counted), 0)).order_by("-new", "name", "pk")
    return [SpaceNews(space, space.new) for space in spaces]
