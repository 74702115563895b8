from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, Min, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page

from cms.core.audiences import audiences_for
from cms.pages.selectors import visible_pages
from social_ext.comments.models import Thread, ThreadedComment

#: Comments of the first level on one page of a conversation.
PAGE_SIZE = 50


class Said(NamedTuple):
    """How many comments one person wrote about one part of a page, or about all of it, and below which first comment."""

    author_id: int | None
    anchor: str
    number: int
    root: int


@dataclass
class Conversation:
    """A page of a conversation, loaded in one query when it is looked at. `thread` is None while nobody spoke.

    The page after it is found by the id of the last first comment of this one (`older`), which is the next one's `before`.
    """

    viewer: Any
    thread: Thread | None
    newest: bool = False
    before: int | None = None

    @property
    def comments(self) -> list[ThreadedComment]:
        return self._page[0]

    @property
    def older(self) -> int | None:
        return self._page[1]

    @property
    def said(self) -> list[Said]:
        """Return who speaks about what in all of the conversation: asked for when this page is only a part of it."""
        if self.before is None and self.older is None:
            standing = (comment for comment in self.comments if not comment.is_removed)
            return [Said(comment.user_id, comment.anchor, 1, comment.thread_id) for comment in standing]
        return _said_in(self.viewer, self.thread)

    @cached_property
    def _page(self) -> tuple[list[ThreadedComment], int | None]:
        if self.thread is None:
            return [], None
        return _page_of(list(_in_reading_order(self.viewer, self.thread, newest=self.newest, before=self.before)))


def get_thread(viewer: Any, pk: int) -> Thread:
    """Return a conversation, or raise `Thread.DoesNotExist`."""
    return Thread.objects.visible_to(viewer).get(pk=pk)


def get_comment(viewer: Any, pk: int) -> ThreadedComment:
    """Return a comment with its conversation, or raise `ThreadedComment.DoesNotExist`."""
    return ThreadedComment.objects.visible_to(viewer).select_related("conversation", "user").get(pk=pk)


def threads_about(viewer: Any, page: Page) -> list[Thread]:
    """Return the conversations about a page that this viewer may read: its own, and those that other apps name, in one query.

    A union of their ids: to ask for one or the other would read every conversation there is::

        @hooks.register("find_threads_about")
        def threads_of_cards(page) -> QuerySet:
            return Thread.objects.filter(post__share__page_key=page.translation_key).values("pk")
    """
    own = Thread.objects.filter(page_key=page.translation_key).values("pk")
    others = [find(page) for find in hooks.get_hooks("find_threads_about")]
    found = Thread.objects.visible_to(viewer).filter(pk__in=own.union(*others) if others else own)
    return list(found.select_related("post__space"))


def page_conversation(viewer: Any, page: Page, *, newest: bool = False, before: int | None = None) -> Conversation:
    """Return the page's own conversation."""
    found = Thread.objects.visible_to(viewer).filter(page_key=page.translation_key)  # one at most
    return Conversation(viewer, next(iter(found), None), newest, before)


def home_of(viewer: Any, thread: Thread) -> str:
    """Return the address of the page or post where a viewer reads a conversation; empty when there is none for them.

    Each kind of home is found by the app that owns it::

        @hooks.register("find_thread_home")
        def post_of(viewer, thread) -> str:
            return thread.post.url if thread.kind == Thread.POST else ""
    """
    found = (find(viewer, thread) for find in hooks.get_hooks("find_thread_home"))
    return next(filter(None, found), "")


def home_page(viewer: Any, thread: Thread) -> Page | None:
    """Return the page of a conversation, in the language of the moment where it has that."""
    pages = visible_pages(viewer).filter(translation_key=thread.page_key, alias_of=None).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages.order_by("-pk")}
    return by_language.get(get_language()) or next(iter(by_language.values()), None)


def block_ids(viewer: Any, thread: Thread) -> set[str]:
    """Return what a comment can be about: the blocks of the page, in all languages in which the viewer may read it."""
    if thread.page_key is None:
        return set()
    pages = visible_pages(viewer).filter(translation_key=thread.page_key).specific()
    return {block["id"] for page in pages for block in page.body.raw_data}


def comments_of(viewer: Any, thread: Thread) -> QuerySet[ThreadedComment]:
    """Return all comments of a conversation with what a reader sees of them, the removed ones included."""
    return ThreadedComment.objects.visible_to(viewer).filter(conversation=thread).with_authors()


def threads_of_pages(viewer: Any, keys: Iterable[UUID]) -> dict[UUID, Thread]:
    """Return the conversations of pages by their translation keys, as far as this viewer may read them, in one query."""
    return {thread.page_key: thread for thread in Thread.objects.visible_to(viewer).filter(page_key__in=list(keys))}


def _in_reading_order(viewer: Any, thread: Thread, *, newest: bool, before: int | None) -> Any:
    """Return answers below what they answer: one page of a conversation's comments and one more of the first level."""
    roots = ThreadedComment.objects.filter(conversation=thread, level=0)
    if before:
        roots = roots.filter(pk__lt=before) if newest else roots.filter(pk__gt=before)
    chosen = roots.order_by("-pk" if newest else "pk").values("pk")[: PAGE_SIZE + 1]  # in the one query, as a subquery
    return (
        ThreadedComment.objects.visible_to(viewer)
        .filter(conversation=thread, thread_id__in=chosen)
        .with_authors()
        .order_by("-thread_id" if newest else "thread_id", "order")
    )


def _said_in(viewer: Any, thread: Thread | None) -> list[Said]:
    comments = ThreadedComment.objects.visible_to(viewer).filter(conversation=thread, is_removed=False)
    groups = comments.order_by().values_list("user_id", "anchor")
    return [Said(*row) for row in groups.annotate(number=Count("pk"), root=Min("thread_id"))]


def _page_of(comments: list[ThreadedComment]) -> tuple[list[ThreadedComment], int | None]:
    roots = list(dict.fromkeys(comment.thread_id for comment in comments))
    if len(roots) <= PAGE_SIZE:
        return comments, None
    kept = set(roots[:PAGE_SIZE])
    return [comment for comment in comments if comment.thread_id in kept], roots[PAGE_SIZE - 1]


def latest_comments(viewer: Any, threads: Iterable[int], *, each: int = 2) -> dict[int, list[ThreadedComment]]:
    """Return the newest comments of several conversations, oldest first within each, in one query."""
    ranked = (
        ThreadedComment.objects.filter(conversation__in=list(threads), is_removed=False)
        .annotate(rank=Window(RowNumber(), partition_by=F("conversation"), order_by=F("pk").desc()))
        .filter(rank__lte=each)
    )
    found: dict[int, list[ThreadedComment]] = {}
    for comment in ranked.filter(conversation__audience__in=audiences_for(viewer)).with_authors().order_by("pk"):
        found.setdefault(comment.conversation_id, []).append(comment)
    return found


def comment_ids(**conversation: Any) -> QuerySet:
    """Return the ids of the comments of some conversations: `page_key=...`, or `post__space=...`."""
    wanted = {f"conversation__{name}": value for name, value in conversation.items()}
    return ThreadedComment.objects.filter(**wanted).values_list("pk", flat=True)


def threads_of_person(person: Any) -> QuerySet:
    """Return the ids of the conversations in which a person spoke."""
    return Thread.objects.filter(comments__user=person).values_list("pk", flat=True).distinct()
