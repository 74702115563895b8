from django.dispatch import receiver

from cms.pages.signals import page_audiences_changed
from social_ext.activity.models import Activity


@receiver(page_audiences_changed)
def on_page_audiences_changed(changes, **kwargs):
    for page_key, audience_id in changes.items():
        Activity.objects.filter(page_key=page_key, space_id=None).update(audience_id=audience_id)
