from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, post_page_move

from cms.pages.signals import page_stewards_named
from cms.upkeep.services.care import settle_page, settle_pages
from cms.upkeep.services.stewards import note_stewards
from cms.upkeep.tasks import collect_links

#: What of a page decides about its care, and can change with a save.
DECIDES = {"owner", "first_published_at", "alias_of"}


@receiver(post_save)
def on_page_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    if (
        not raw
        and issubclass(sender, Page)
        and instance.depth > 1
        and (update_fields is None or DECIDES & set(update_fields))
    ):
        settle_page(page=instance)


@receiver(post_page_move)
def on_page_moved(**kwargs):
    settle_pages()


@receiver(page_stewards_named)
def on_page_stewards_named(page, owner=None, contact=None, **kwargs):
    note_stewards(page=page, owner_id=owner, contact_id=contact)


@receiver(page_published)
def on_page_published(instance, **kwargs):
    if instance.live and instance.alias_of_id is None:
        collect_links.enqueue(instance.pk)
