from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django_comments.signals import comment_will_be_posted
from wagtail.signals import page_published

from cms.core.policies import can
from cms.pages.signals import page_audiences_changed
from search.services import rekey, remove
from search.tasks import enqueue_index
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.selectors import comment_ids, threads_of_person
from social_ext.comments.services import begin_page_thread, recount_comments, touch_threads
from social_ext.reactions.services import forget_reactions


@receiver(page_audiences_changed)
def on_page_audiences_changed(changes, **kwargs):
    for page_key, audience_id in changes.items():
        Thread.objects.filter(page_key=page_key).update(audience_id=audience_id)
        comments = list(comment_ids(page_key=page_key))
        rekey(kind="comment", ids=comments, audience_id=audience_id)
        enqueue_index("comment", comments)


@receiver(page_published)
def on_page_published(instance, **kwargs):
    begin_page_thread(page=instance)


@receiver(comment_will_be_posted)
def on_comment_will_be_posted(comment, **kwargs):
    """The second lock: whatever way a comment took, it belongs to an open conversation that its author may read."""
    if not isinstance(comment, ThreadedComment):
        return False
    return comment.conversation.is_open and can(comment.user, "comment", comment.conversation)


@receiver(post_save, sender=ThreadedComment)
def on_comment_saved(instance, raw=False, **kwargs):
    if not raw:
        enqueue_index("comment", [instance.pk])


@receiver(pre_delete, sender=ThreadedComment)
def on_comment_being_deleted(instance, **kwargs):
    touch_threads(pks=[instance.conversation_id])


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def on_person_being_deleted(instance, **kwargs):
    """What they said stays, without their name."""
    touch_threads(pks=threads_of_person(instance))


@receiver(post_delete, sender=ThreadedComment)
def on_comment_deleted(instance, **kwargs):
    recount_comments(pk=instance.conversation_id)
    remove(kind="comment", ids=[instance.pk])
    forget_reactions(kind="comment", keys=[instance.pk])
