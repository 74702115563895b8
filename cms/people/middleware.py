from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import resolve_url

from cms.people.oidc import SESSION, is_still_welcome


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
