"""Make the client and the people of the provider, or change one of them: run in the provider's own process.

python -m tests.provider.people make REDIRECT_URI | disable NAME | enable NAME | regroup NAME GROUP…
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.provider.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.idp.oidc.models import Client, Token  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402

User = get_user_model()
CLIENT, SECRET = "palabre", "palabre-secret"
#: Name, whether the address is verified.
PEOPLE = {"ana": True, "typed": False, "new": True}


def make(redirect_uri: str) -> None:
    call_command("migrate", verbosity=0)
    client = Client(id=CLIENT, name="Palabre", skip_consent=True, redirect_uris=redirect_uri)
    client.set_secret(SECRET)
    client.scopes = "openid\nprofile\nemail"
    client.grant_types = "authorization_code\nrefresh_token"
    client.save()
    for name, verified in PEOPLE.items():
        person = User.objects.create_user(name, f"{name}@orvane.example", f"{name}-secret", first_name=name.title())
        EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)


def disable(name: str) -> None:
    User.objects.filter(username=name).update(is_active=False)
    Token.objects.filter(user__username=name).delete()


def enable(name: str) -> None:
    User.objects.filter(username=name).update(is_active=True)


def regroup(name: str, *groups: str) -> None:
    User.objects.get(username=name).groups.set(Group.objects.get_or_create(name=group)[0] for group in groups)


if __name__ == "__main__":
    {"make": make, "disable": disable, "enable": enable, "regroup": regroup}[sys.argv[1]](*sys.argv[2:])
