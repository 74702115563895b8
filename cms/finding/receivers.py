from django.conf import settings
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_unpublished

from cms.finding.services import rekey_pages
from cms.pages.signals import page_audiences_changed
from cms.people.signals import people_changed
from cms.upkeep.signals import page_owners_changed
from search.services import remove
from search.tasks import enqueue_index


@receiver(page_audiences_changed)
def on_page_audiences_changed(changes, **kwargs):
    # It comes with every publication and with every move or restriction that changes who may read.
    enqueue_index("page", rekey_pages(changes=changes))


@receiver(page_owners_changed)
def on_page_owners_changed(pks, **kwargs):
    # A page is found under the unit of its owner.
    enqueue_index("page", pks)


@receiver(page_unpublished)
def on_page_unpublished(instance, **kwargs):
    # Another language of it may still be live, so its audience says nothing about this one.
    remove(kind="page", ids=[instance.pk])


@receiver(post_delete, sender=Page)
def on_page_deleted(instance, **kwargs):
    remove(kind="page", ids=[instance.pk])


@receiver(people_changed)
def on_people_changed(ids, **kwargs):
    enqueue_index("person", ids)


@receiver(post_delete, sender=settings.AUTH_USER_MODEL)
def on_person_deleted(instance, **kwargs):
    remove(kind="person", ids=[instance.pk])
