from django.dispatch import receiver
from wagtail.signals import page_published

from cms.pages.signals import page_audiences_changed
from social_ext.activity.models import Activity
from social_ext.activity.services import record_publication


@receiver(page_audiences_changed)
def on_page_audiences_changed(changes, **kwargs):
    for page_key, audience_id in changes.items():
        Activity.objects.filter(page_key=page_key, space_id=None).update(audience_id=audience_id)


@receiver(page_published)
def on_page_published(instance, revision=None, **kwargs):
    record_publication(page=instance, revision=revision)
