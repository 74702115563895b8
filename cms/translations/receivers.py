from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, page_published

from cms.translations.services import adopt_translation, note_translation


@receiver(copy_for_translation_done)
def on_copy_for_translation_done(source_obj, target_obj, **kwargs):
    if isinstance(source_obj, Page):
        note_translation(original=source_obj, page=target_obj)


@receiver(page_published)
def on_page_published(instance, **kwargs):
    adopt_translation(page=instance)
