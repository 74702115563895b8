from django.dispatch import receiver
from django_comments.signals import comment_will_be_posted

from cms.core.policies import can
from cms.pages.signals import page_audiences_changed
from social_ext.comments.models import Thread, ThreadedComment


@receiver(page_audiences_changed)
def on_page_audiences_changed(changes, **kwargs):
    for page_key, audience_id in changes.items():
        Thread.objects.filter(page_key=page_key).update(audience_id=audience_id)


@receiver(comment_will_be_posted)
def on_comment_will_be_posted(comment, **kwargs):
    """The second lock: whatever way a comment took, it belongs to an open conversation that its author may read."""
    if not isinstance(comment, ThreadedComment):
        return False
    return comment.conversation.is_open and can(comment.user, "comment", comment.conversation)
