from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.translation import get_language_from_path

from cms.people.oidc import SESSION, is_still_welcome

#: Programs and files are asked for in the language of the request.
NO_LANGUAGE = ("/api/", "/static/", "/media/", "/documents/", "/calendar/", "/healthz", "/readyz")


def own_language(get_response):
    """Speak to people in the language of their profile wherever the address names none; else the browser's holds."""

    def middleware(request):
        named = get_language_from_path(request.path_info)
        if not named and not request.path.startswith(NO_LANGUAGE) and request.user.is_authenticated:
            wanted = getattr(getattr(request.user, "profile", None), "language", "")
            if wanted in dict(settings.LANGUAGES):
                translation.activate(wanted)
                request.LANGUAGE_CODE = wanted
        return get_response(request)

    return middleware


def ask_provider(get_response):
    """End the sessions of people whose account was ended at the identity provider."""

    def middleware(request):
        if SESSION in request.session and request.user.is_authenticated and not is_still_welcome(request):
            logout(request)
            if request.path.startswith("/api/"):
                return get_response(request)
            there = request.get_full_path() if request.method == "GET" else "/"
            return redirect_to_login(there, f"{resolve_url('account_login')}?ended=1")
        return get_response(request)

    return middleware
