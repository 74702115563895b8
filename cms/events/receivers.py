from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page

from cms.events.services import forget_attendances


@receiver(post_delete, sender=Page)
def on_page_deleted(instance, **kwargs):
    forget_attendances(key=instance.translation_key)
