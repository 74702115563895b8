"""Sign-in by allauth: accounts are made by the company, never by visitors."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class Backend(AuthenticationBackend):
    """Refuse the published passwords of the demo accounts wherever real people work."""

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user is None:
            return None
        if not settings.DEBUG and credentials.get("password") == demo_password(user.username):
            return None
        return user

    def get_user(self, user_id):
        """Load the person of the request with what every page shows of them."""
        people = (
            get_user_model().objects.select_related("profile__unit").annotate(works_in_admin=Exists(_admin_rights()))
        )
        return people.filter(pk=user_id, is_active=True).first()


def _admin_rights():
    """Return the right to enter the admin, as the groups of a person give it."""
    return Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin", group__user=OuterRef("pk")
    )


def demo_password(username: str) -> str:
    """Return the published password of a demo account."""
    return f"{username}-demo"
