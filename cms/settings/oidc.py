"""Sign-in through the company's identity provider, when the environment names one."""

from typing import Any
from urllib.parse import urlsplit

from cms.settings import environment

PROVIDER_ID = "company"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def providers() -> dict[str, Any]:
    """Return allauth's settings of the provider; of none, where the environment names none."""
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
    return {"openid_connect": {"APPS": [app] if issuer and app["client_id"] else []}}


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
