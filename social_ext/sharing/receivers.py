from django.dispatch import receiver
from wagtail.signals import page_published

from social_ext.sharing.selectors import due_plans
from social_ext.sharing.tasks import send_planned_shares


@receiver(page_published)
def on_page_published(instance, **kwargs):
    """Ask the worker: the row of the queue belongs to the transaction of the publication."""
    if due_plans(page=instance).exists():
        send_planned_shares.enqueue(instance.pk)
