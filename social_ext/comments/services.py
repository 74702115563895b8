from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_comments.signals import comment_was_posted, comment_will_be_posted
from wagtail.models import Page

from cms.core.policies import require
from cms.pages.models import ContentPage, HomePage
from cms.pages.selectors import audience_in_force
from cms.pages.services.access import hold_access
from social_ext.activity.models import Verb
from social_ext.activity.services import forget, record
from social_ext.comments.exceptions import AlreadyRemoved, AnchorUnknown, VersionConflict
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.rules import clean_text
from social_ext.comments.selectors import block_ids
from social_ext.comments.targets import require_open, space_of


@transaction.atomic
def ensure_page_thread(*, actor: Any, page: Page) -> Thread:
    """Return the conversation of a page, in all its languages."""
    require(actor, "comment", page)
    return _page_thread(page)


@transaction.atomic
def begin_page_thread(*, page: Page) -> Thread | None:
    """Give a page that was published its conversation: programs name it before anybody spoke.

    Home pages have none, and what is only scheduled has none yet.
    """
    if not page.live or not isinstance(page, ContentPage) or isinstance(page, HomePage):
        return None
    return _page_thread(page)


def _page_thread(page: Page) -> Thread:
    """Return the page's conversation. Access is held while a new one is made, so that it gets the audience in force."""
    thread = Thread.objects.filter(page_key=page.translation_key).first()
    if thread is not None:
        return thread
    hold_access()
    thread, _created = Thread.objects.get_or_create(
        page_key=page.translation_key,
        defaults={"kind": Thread.PAGE, "audience": audience_in_force(page.translation_key)},
    )
    return thread


@transaction.atomic
def post_comment(
    *,
    actor: Any,
    thread: Thread,
    body: str,
    parent: ThreadedComment | None = None,
    language: str = "",
    anchor: str = "",
    at: datetime | None = None,
) -> ThreadedComment:
    """Say something in a conversation, once it is certain that it is open and the actor's to read.

    The conversation's row is locked first: the framework numbers the tree without a lock, and the counts must be exact.
    """
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    require(actor, "comment", thread)
    require_open(thread)
    if anchor and anchor not in block_ids(actor, thread):
        raise AnchorUnknown
    body = clean_text(body)
    now = at or timezone.now()
    comment = ThreadedComment(
        conversation=thread,
        content_type=ContentType.objects.get_for_model(Thread),
        object_pk=str(thread.pk),
        site_id=settings.SITE_ID,
        user=actor,
        comment=body,
        submit_date=now,
        language=language,
        anchor=anchor,
        parent_id=_answered(thread, parent).pk if parent else 0,
    )
    _tell_framework(comment_will_be_posted, comment)
    comment.save()
    _tell_framework(comment_was_posted, comment)
    thread.comment_count += 1
    thread.last_activity_at = max(now, thread.last_activity_at or now)
    thread.version += 1
    thread.save(update_fields=["comment_count", "last_activity_at", "version"])
    record(
        actor=actor,
        verb=Verb.CREATE,
        kind="comment",
        obj=comment,
        audience=thread.audience,
        page_key=thread.page_key,
        space_id=space_of(thread),
        thread_id=thread.pk,
        at=now,
    )
    return comment


def _answered(thread: Thread, parent: ThreadedComment) -> ThreadedComment:
    """Return the comment that a reply hangs below: what it answers, or the parent of the deepest."""
    if parent.conversation_id != thread.pk:
        raise PermissionDenied
    parent = ThreadedComment.objects.get(pk=parent.pk)  # as it is now, under the lock
    if parent.is_removed:
        raise AlreadyRemoved
    if parent.level >= ThreadedComment.DEEPEST:
        return ThreadedComment.objects.get(pk=parent.parent_id)
    return parent


def _tell_framework(signal: Any, comment: ThreadedComment) -> None:
    """Send the comments framework's own signal; a receiver that answers False refuses the comment."""
    for _receiver, answer in signal.send(sender=ThreadedComment, comment=comment, request=None):
        if answer is False:
            raise PermissionDenied


@transaction.atomic
def edit_comment(*, actor: Any, comment: ThreadedComment, body: str, version: int | None = None) -> ThreadedComment:
    """Change one's own words while the conversation is open. With `version`, only when nobody changed them since."""
    thread = Thread.objects.select_for_update().get(pk=comment.conversation_id)
    comment = ThreadedComment.objects.get(pk=comment.pk)
    require(actor, "change", comment)
    require_open(thread)
    if version is not None and version != comment.version:
        raise VersionConflict
    comment.comment = clean_text(body)
    comment.edited_at = timezone.now()
    comment.version += 1
    comment.save(update_fields=["comment", "edited_at", "version"])
    thread.version += 1
    thread.save(update_fields=["version"])
    return comment


@transaction.atomic
def remove_comment(*, actor: Any, comment: ThreadedComment) -> ThreadedComment:
    """Take a comment back. Its place stays, without its text, so that the answers keep their meaning."""
    thread = Thread.objects.select_for_update().get(pk=comment.conversation_id)
    comment = ThreadedComment.objects.get(pk=comment.pk)
    require(actor, "delete", comment)
    if comment.is_removed:
        return comment
    comment.is_removed = True
    comment.version += 1
    comment.save(update_fields=["is_removed", "version"])
    thread.comment_count -= 1
    thread.version += 1
    thread.save(update_fields=["comment_count", "version"])
    forget(kind="comment", ids=[comment.pk])
    return comment


@transaction.atomic
def close_thread(*, thread: Thread) -> None:
    """End a conversation: what was said stays readable. The caller has asked permission on its home."""
    Thread.objects.filter(pk=thread.pk, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def open_thread(*, thread: Thread) -> None:
    """Take a conversation up again. The caller has asked permission on its home."""
    Thread.objects.filter(pk=thread.pk).update(closed_at=None)


@transaction.atomic
def touch_threads(*, pks: Iterable[int]) -> None:
    """Say that what is said in some conversations changes by another way than these services, before it does.

    Their rows are held from here on, as by everybody who writes in them.
    """
    for pk in sorted(pks):
        Thread.objects.filter(pk=pk).update(version=F("version") + 1)


@transaction.atomic
def recount_comments(*, pk: int) -> None:
    """Count again what stands in a conversation. The caller holds its row."""
    standing = ThreadedComment.objects.filter(conversation=pk, is_removed=False).count()
    Thread.objects.filter(pk=pk).update(comment_count=standing)
