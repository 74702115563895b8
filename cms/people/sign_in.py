"""Sign-in by allauth: accounts are made by the company, never by visitors."""

from contextlib import suppress
from functools import cache
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from cms.core.error_pages import too_many_requests
from cms.core.mail import MailNotSent, absolute, send_mail
from cms.people.oidc import has_provider
from themes.kept import CACHE

RIGHTS_KEPT_FOR = 60  # seconds
#: How long allauth counts wrong passwords, in seconds (`login_failed` of its rate limits).
LOCKED_FOR = 300


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        """Ask for a pause after many wrong passwords, with the status that programs know."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as locked:
            response = too_many_requests(request)
            response["Retry-After"] = str(LOCKED_FOR)
            raise ImmediateHttpResponse(response) from locked

    def send_mail(self, template_prefix, email, context):
        """Send the messages about accounts like all others."""
        receiver = context.get("user")
        language = receiver.profile.language if hasattr(receiver, "profile") else ""
        send_mail(to=email, template=template_prefix, context={"email": email, **context}, language=language)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell people what changed in their account. The change holds even when they cannot be told now."""
        with suppress(MailNotSent):
            super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_reset_password_from_key_url(self, key):
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))


def _at_home(url: str) -> str:
    """Return an address under BASE_URL, whatever host the visitor asked by."""
    return absolute(urlsplit(url).path)


class Backend(AuthenticationBackend):
    """Refuse the published passwords of the demo accounts wherever real people work."""

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user is None:
            return None
        if not settings.DEBUG and credentials.get("password") == demo_password(user.username):
            return None
        return None if _enters_by_provider(user) else user

    def get_user(self, user_id):
        """Load the person of the request with what every page shows of them.

        Whether the way into the admin is offered may be told a minute late; the admin itself asks anew each time.
        """
        asked = f"works-in-admin:{user_id}"
        told = caches[CACHE].get(asked)
        user = _signed_in(with_rights=told is None).filter(pk=user_id, is_active=True).first()
        if user is not None and told is None:
            caches[CACHE].set(asked, user.works_in_admin, RIGHTS_KEPT_FOR)
        elif user is not None:
            user.works_in_admin = told
        return user


def _enters_by_provider(user) -> bool:
    """Tell whether the company's provider is the only way in: who left there gets in by no password, old or new."""
    return has_provider() and not user.is_superuser and user.socialaccount_set.exists()


@cache
def _signed_in(*, with_rights: bool):
    """Return a query to build on, made once: nobody asks it itself."""
    people = get_user_model().objects.select_related("profile__unit")
    return people.annotate(works_in_admin=Exists(_admin_rights())) if with_rights else people


def _admin_rights():
    """Return the right to enter the admin, as the groups of a person give it."""
    return Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin", group__user=OuterRef("pk")
    )


def demo_password(username: str) -> str:
    """Return the published password of a demo account."""
    return f"{username}-demo"
