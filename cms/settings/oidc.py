"""Sign-in through the company's identity provider, when the environment names one."""

from typing import Any
from urllib.parse import urlsplit

from cms.settings import environment

PROVIDER_ID = "company"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def settings() -> dict[str, Any]:
    """Return allauth's settings of the provider, and ours about it."""
    issuer = _issuer()
    app = {
        "provider_id": PROVIDER_ID,
        "name": environment.text("OIDC_NAME", "OpenID Connect"),
        "client_id": environment.text("OIDC_CLIENT_ID"),
        "secret": environment.text("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    if issuer and not app["client_id"]:
        environment.UNREADABLE["OIDC_CLIENT_ID"] = "the name of this product at the provider of OIDC_ISSUER"
    is_on = bool(issuer and app["client_id"])
    return {
        "OIDC": is_on,
        "OIDC_GROUPS_CLAIM": environment.text("OIDC_GROUPS_CLAIM", "groups"),
        "OIDC_GROUPS": environment.words("OIDC_GROUPS"),
        "OIDC_CREATE_ACCOUNTS": environment.flag("OIDC_CREATE_ACCOUNTS", default=False),
        "OIDC_ASK_AGAIN": environment.number("OIDC_ASK_AGAIN", default=300),
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app] if is_on else []}},
        "SOCIALACCOUNT_ENABLED": True,
    }


def _issuer() -> str:
    """Return the address of the provider; over https, except on this machine."""
    value = environment.text("OIDC_ISSUER").rstrip("/")
    try:
        parts = urlsplit(value)
        is_right = bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)
    except ValueError:
        is_right = False
    if value and not is_right:
        environment.UNREADABLE["OIDC_ISSUER"] = "an https address such as https://login.example.com/realms/company"
        return ""
    return value
