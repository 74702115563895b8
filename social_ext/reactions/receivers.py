from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page

from social_ext.reactions.services import forget_reactions


@receiver(post_delete, sender=Page)
def on_page_deleted(instance, **kwargs):
    # The reactions are shared by all languages of a page.
    if not Page.objects.filter(translation_key=instance.translation_key).exists():
        forget_reactions(kind="page", keys=[instance.translation_key])
