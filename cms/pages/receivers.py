from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.pages.services.access import key_new_page, rekey_pages, tell_audiences, tell_page_gone
from cms.pages.services.tags import drop_tags


@receiver(post_save)
def on_page_saved(sender, instance, created, raw=False, **kwargs):
    if created and not raw and issubclass(sender, Page):
        key_new_page(instance)


@receiver(post_save, sender=PageViewRestriction)
def on_restriction_saved(raw=False, **kwargs):
    if not raw:
        rekey_pages()


@receiver(post_delete, sender=PageViewRestriction)
def on_restriction_deleted(origin=None, **kwargs):
    # A restriction that goes with its page must not open the page while it still exists.
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        rekey_pages()


@receiver(post_page_move)
def on_page_moved(**kwargs):
    rekey_pages()


@receiver(page_published)
def on_page_published(instance, **kwargs):
    tell_audiences({instance.translation_key})


@receiver(page_unpublished)
def on_page_unpublished(instance, **kwargs):
    tell_audiences({instance.translation_key})


@receiver(post_delete)
def on_page_deleted(sender, instance, **kwargs):
    if sender is Page:
        tell_page_gone(instance.translation_key)
        drop_tags(instance.pk)
