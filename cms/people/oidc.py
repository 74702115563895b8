"""Sign-in through the company's identity provider: who comes in, with which groups, and for how long.

The provider is trusted for what it says of verified addresses and of the groups in `OIDC_GROUPS`, and for nothing else: it makes
nobody a superuser, and an address that it has not verified opens no account.
"""

import logging
import time
from http import HTTPStatus
from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction
from django.shortcuts import render

from cms.people.models import User

logger = logging.getLogger(__name__)

#: Where the session keeps what it was given by the provider.
SESSION = "oidc"
CONFIG_KEPT_FOR = 60 * 60  # seconds
PATIENCE = 5  # seconds to wait for the provider while somebody waits for a page
#: For how long one request keeps those beside it from asking, and how long a silent provider is left alone, in seconds.
ASKING, RETRY = 25, 60
REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


class ProviderSession(requests.Session):
    """Asks the provider during a sign-in; one that is silent or broken is told to the person, with the right status."""

    def request(self, *args, **kwargs):
        kwargs.setdefault("timeout", PATIENCE)
        try:
            response = super().request(*args, **kwargs)
        except requests.RequestException as silent:
            logger.warning("The identity provider does not answer: %s", type(silent).__name__)
            raise _no_sign_in(HTTPStatus.SERVICE_UNAVAILABLE) from silent
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.warning("The identity provider answers %d", response.status_code)
            raise _no_sign_in(HTTPStatus.SERVICE_UNAVAILABLE)
        return response


def _no_sign_in(status: HTTPStatus) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(None, "people/no_sign_in.html", status=status))


class SocialAdapter(DefaultSocialAccountAdapter):
    def get_requests_session(self):
        return ProviderSession()

    def is_open_for_signup(self, request, sociallogin):
        return settings.OIDC_CREATE_ACCOUNTS and bool(verified_address(claims_of(sociallogin)))

    def pre_social_login(self, request, sociallogin):
        """Connect somebody who comes for the first time with the account of their verified address.

        Nobody connects from inside: a link that somebody else made could tie a foreign identity to one's account.
        """
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise _no_sign_in(HTTPStatus.FORBIDDEN)
        if sociallogin.is_existing:
            return
        person = person_of(claims_of(sociallogin))
        if person is not None:
            sociallogin.connect(request, person)
        elif not self.is_open_for_signup(request, sociallogin):
            raise ImmediateHttpResponse(render(request, "people/no_account.html", status=HTTPStatus.FORBIDDEN))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Say in the product's own words that it did not work; what went wrong is for the log."""
        logger.warning("Sign-in by %s failed: %s %s", provider.name, error, type(exception).__name__)
        raise _no_sign_in(HTTPStatus.BAD_REQUEST)


def claims_of(sociallogin: SocialLogin) -> dict[str, Any]:
    """Return what the provider says of a person: what it signed, and what it adds when asked."""
    data = sociallogin.account.extra_data
    signed, added = data.get("id_token") or {}, data.get("userinfo") or {}
    about_address = added if "email" in added else signed  # an address is verified by the word that stands beside it
    return {**signed, **added, "email_verified": about_address.get("email_verified")}


def verified_address(claims: dict[str, Any]) -> str:
    """Return the e-mail address that the provider has verified; empty for one that anybody could have typed."""
    return str(claims.get("email") or "") if claims.get("email_verified") is True else ""


def person_of(claims: dict[str, Any]) -> User | None:
    """Return the one account of a verified address; nobody when several share it, or when it was typed here unproven."""
    address = verified_address(claims)
    found = list(User.objects.filter(email__iexact=address)[:2]) if address else []
    if EmailAddress.objects.filter(user__in=found, email__iexact=address, verified=False).exists():
        return None
    return found[0] if len(found) == 1 else None


@transaction.atomic
def settle_groups(*, person: User, claims: dict[str, Any]) -> None:
    """Give and take the groups that the provider decides about (`OIDC_GROUPS`); all others stay as they are."""
    said = claims.get(settings.OIDC_GROUPS_CLAIM)
    if said is None or not settings.OIDC_GROUPS:
        return
    named = {str(name) for name in said} if isinstance(said, list) else {str(said)}
    for group in Group.objects.filter(name__in=settings.OIDC_GROUPS):
        if group.name in named:
            person.groups.add(group)
        else:
            person.groups.remove(group)


def remember_token(session: Any, sociallogin: SocialLogin) -> None:
    """Keep what the provider gave for this session, so that it can be asked whether the account still stands."""
    token = sociallogin.token
    if token is not None:
        session[SESSION] = {"access": token.token, "refresh": token.token_secret, "asked_at": time.time()}


def is_still_welcome(request: Any) -> bool:
    """Ask the provider from time to time whether the person of a session may still sign in.

    Every `OIDC_ASK_AGAIN` seconds, with the token of the session. A provider that cannot be reached is asked a minute later;
    meanwhile everybody stays in. One request asks for a session, those beside it go on: a refresh token serves once.
    """
    given = request.session.get(SESSION)
    waits = settings.OIDC_ASK_AGAIN
    if not given or time.time() - given["asked_at"] < waits or not has_provider():
        return True
    held = f"oidc-asks:{request.session.session_key}"
    if not cache.add(held, 1, ASKING):
        return True
    try:
        given = _asked(request, given)
    except requests.RequestException as unreachable:
        logger.warning("The identity provider does not answer: %s", type(unreachable).__name__)
        cache.set(held, 1, RETRY)
        return True
    if given is not None:
        request.session[SESSION] = {**given, "asked_at": time.time()}
        request.session.save()
    cache.delete(held)
    return given is not None or _was_renewed_beside(request)


def has_provider() -> bool:
    """Tell whether the environment names a provider."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS"))


def _asked(request: Any, given: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the session keeps from now on; nothing when the provider refuses."""
    endpoints = _endpoints(request)
    if _welcomes(endpoints, given):
        return given
    renewed = _refreshed(request, endpoints["token_endpoint"], given) if given["refresh"] else None
    return renewed if renewed and _welcomes(endpoints, renewed) else None


def _welcomes(endpoints: dict[str, str], given: dict[str, Any]) -> bool:
    answer = requests.get(
        endpoints["userinfo_endpoint"], headers={"Authorization": f"Bearer {given['access']}"}, timeout=PATIENCE
    )
    if answer.status_code in REFUSED:
        return False
    answer.raise_for_status()
    return True


def _was_renewed_beside(request: Any) -> bool:
    """Tell whether another process has renewed this session meanwhile, and so used up its refresh token."""
    stored = type(request.session)(request.session.session_key).get(SESSION, {})
    return stored.get("asked_at", 0) > request.session[SESSION]["asked_at"]


def _endpoints(request: Any) -> dict[str, str]:
    """Return the addresses that the provider publishes."""
    provider: Any = get_adapter().get_provider(request, "company")

    def load() -> dict[str, str]:
        answer = requests.get(provider.server_url, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()

    return cache.get_or_set(f"oidc:{provider.server_url}", load, CONFIG_KEPT_FOR) or {}


def _refreshed(request: Any, address: str, given: dict[str, Any]) -> dict[str, Any] | None:
    """Return a new token for an old one; nothing when the provider refuses."""
    app: Any = get_adapter().get_provider(request, "company").app
    answer = requests.post(
        address,
        data={
            "grant_type": "refresh_token",
            "refresh_token": given["refresh"],
            "client_id": app.client_id,
            "client_secret": app.secret,
        },
        timeout=PATIENCE,
    )
    if answer.status_code in REFUSED or answer.status_code == HTTPStatus.BAD_REQUEST:
        return None
    answer.raise_for_status()
    said = answer.json()
    return {**given, "access": said["access_token"], "refresh": said.get("refresh_token", given["refresh"])}
