from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import APIToken

from search.services import remove
from search.tasks import enqueue_index
from social_ext.comments.selectors import comment_ids
from social_ext.reactions.services import forget_reactions
from social_ext.spaces.models import Post, Space
from social_ext.spaces.services.spaces import ensure_personal_space


@receiver(user_logged_in)
def on_user_logged_in(user, **kwargs):
    ensure_personal_space(actor=user)


@receiver(post_save, sender=APIToken)
def on_token_made(instance, created, raw=False, **kwargs):
    if created and not raw:
        ensure_personal_space(actor=instance.user)


@receiver(post_delete, sender=Space)
def on_space_deleted(instance, **kwargs):
    remove(kind="space", ids=[instance.pk])


@receiver(post_save, sender=Post)
def on_post_saved(instance, raw=False, **kwargs):
    if not raw:
        enqueue_index("post", [instance.pk])


@receiver(post_delete, sender=Post)
def on_post_deleted(instance, **kwargs):
    remove(kind="post", ids=[instance.pk])
    forget_reactions(kind="post", keys=[instance.pk])


@receiver(post_save, sender=Space)
def on_space_saved(instance, created, raw=False, **kwargs):
    if raw:
        return
    enqueue_index("space", [instance.pk])
    if not created:  # the documents of its talk name the space, its unit and its audience
        enqueue_index("post", instance.posts.values_list("pk", flat=True))
        enqueue_index("comment", comment_ids(post__space=instance))
