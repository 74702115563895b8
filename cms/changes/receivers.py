from django.dispatch import receiver
from wagtail.signals import page_published

from cms.changes.services import note_publication


@receiver(page_published)
def on_page_published(instance, revision=None, **kwargs):
    note_publication(page=instance, revision=revision)
