from allauth.account.signals import user_logged_in
from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from cms.people.models import Profile
from cms.people.oidc import claims_of, remember_token, settle_groups
from cms.people.services.words import index_people


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def on_user_saved(instance, created, raw=False, update_fields=None, **kwargs):
    if created and not raw:
        Profile.objects.get_or_create(person=instance)
    elif not raw and set(update_fields or ()) != {"last_login"}:
        index_people(ids=[instance.pk])


@receiver(post_save, sender=Profile)
def on_profile_saved(instance, raw=False, **kwargs):
    if not raw:
        index_people(ids=[instance.person_id])


@receiver(user_logged_in)
def on_user_logged_in(request, user, sociallogin=None, **kwargs):
    if sociallogin is not None:
        settle_groups(person=user, claims=claims_of(sociallogin))
        remember_token(request.session, sociallogin)
