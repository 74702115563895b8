import logging
from contextlib import suppress
from http import HTTPStatus

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpResponseServerError
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render, resolve_url
from django.views.defaults import page_not_found

from cms.core import after_response as after
from cms.core.addresses import remembered_sites
from cms.core.api.errors import answer_rule
from cms.core.api.throttles import count_write
from cms.core.audiences import remembered_audiences
from cms.core.exceptions import DomainError, StorageFull, TooManyWrites, Unreadable
from cms.core.referers import came_from
from cms.core.room import as_rule, is_out_of_room
from cms.core.unreadable import is_unreadable

logger = logging.getLogger(__name__)

#: The first path words that need no account. Everything else leads to sign-in, whether it exists or not.
PUBLIC_PATHS = ("/accounts/", "/calendar/", "/healthz", "/readyz", "/static/")
#: The first path words that stand outside the languages: what is not found there is not looked for in a language.
OUTSIDE_LANGUAGES = (*PUBLIC_PATHS, "/admin/", "/api/", "/documents/", "/media/", "/language/")
READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


class Languages(LocaleMiddleware):
    """Choose the language; lead an address without one to its own, except where there is none by design."""

    def process_response(self, request, response):
        if request.path.startswith(OUTSIDE_LANGUAGES):
            return response
        return super().process_response(request, response)


def after_response(get_response):
    """Collect the work that waits for the answer to be sent."""

    def middleware(request):
        after.begin()
        return get_response(request)

    return middleware


def sign_in_required(get_response):
    """Lead every visitor without an account to sign-in, alike for what exists and what does not."""

    def middleware(request):
        if request.path.startswith(PUBLIC_PATHS) or request.user.is_authenticated:
            return get_response(request)
        response = redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def admin_for_editors(get_response):
    """Refuse the admin to those who have no work there; Wagtail leads them to sign-in, which leads them back, for ever."""

    def middleware(request):
        if request.path.startswith("/admin/") and not request.user.has_perm("wagtailadmin.access_admin"):
            return page_not_found(request, Http404())
        return get_response(request)

    return middleware


def refuse_alike(get_response):
    """Show the same page for all that is not found, on a laptop too: Django's own, with DEBUG, tells addresses apart.

    No address holds a NUL, and PostgreSQL fails when it is asked for one.
    """

    def middleware(request):
        if "\x00" in request.path:
            return page_not_found(request, Http404())
        response = get_response(request)
        unknown_address = response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is None
        return page_not_found(request, Http404()) if settings.DEBUG and unknown_address else response

    def process_exception(request, exception):
        return page_not_found(request, exception) if isinstance(exception, Http404) else None

    middleware.process_exception = process_exception
    return middleware


def remember_audiences(get_response):
    """Ask who the viewer is, and where the sites are, once a request; keep private answers out of every shared cache."""

    def middleware(request):
        with remembered_audiences(), remembered_sites():
            response = get_response(request)
        if not request.path.startswith(PUBLIC_PATHS):
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def admin_writes_in_one_transaction(get_response):
    """Make each writing request of the admin all or nothing: Wagtail's move and privacy views are not by themselves."""

    def middleware(request):
        if request.method in READING or not request.path.startswith("/admin/"):
            return get_response(request)
        with transaction.atomic():
            response = get_response(request)
            if response.status_code >= 500 or getattr(request, "is_refused", False):
                transaction.set_rollback(True)
            return response

    return middleware


def explain_unreadable_values(get_response):
    """Say of the admin's addresses what those of the product say by themselves: Wagtail's views ask few values what they are.

    The sentence is written when the transaction is over: the database may answer nothing more in it.
    """

    def middleware(request):
        response = get_response(request)
        return _explained(request, Unreadable()) if getattr(request, "is_unreadable", False) else response

    def process_exception(request, exception):
        told = request.POST.get("next") or request.GET.get("next")
        if not request.path.startswith("/admin/") or not is_unreadable(exception, told):
            return None
        logger.warning("unreadable values at %s", request.resolver_match.route, exc_info=exception)
        request.is_unreadable = True
        return HttpResponseServerError()

    middleware.process_exception = process_exception
    return middleware


def admin_content_policy(get_response):
    """Let Wagtail's admin run the inline scripts of its own widgets. The product itself has none."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": ["blob:"],
            }
        return response

    return middleware


def explain_domain_errors(get_response):
    """Turn a broken rule into its sentence: a fragment for htmx, a message or an error page for all others."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        exception = as_rule(exception) or exception
        return _explained(request, exception) if isinstance(exception, DomainError) else None

    middleware.process_exception = process_exception
    return middleware


def limit_writing(get_response):
    """Let nobody send without end: a person has one limit for their pages and their programs (`API_RATES`).

    Signing in and out have limits of their own. The admin has none: its editors save as they write.
    """

    def middleware(request):
        if request.method in READING or request.path.startswith((*PUBLIC_PATHS, "/admin/", "/api/", "/language/")):
            return get_response(request)
        try:
            count_write(request)
        except TooManyWrites as pause:
            return _explained(request, pause)
        return get_response(request)

    return middleware


def read_uploads(get_response):
    """Read what is uploaded before anything else does: large files go to the disk on the way, and the disk may be full."""

    def middleware(request):
        try:
            is_upload = request.method == "POST" and request.content_type == "multipart/form-data"
            if is_upload and not request.path.startswith("/api/"):
                request.POST  # noqa: B018 -- reads the body
        except OSError as error:
            if not is_out_of_room(error):
                raise
            _drop_uploads(request)
            return _explained(request, StorageFull())
        return get_response(request)

    return middleware


def _drop_uploads(request):
    """Close what was begun to be written, which also removes it. Its end does not fit either."""
    for handler in request.upload_handlers:
        with suppress(OSError, AttributeError):
            handler.file.close()


def _explained(request, error: DomainError):
    if request.path.startswith("/api/"):
        return answer_rule(error)
    context = {"message": str(error), "back": came_from(request)}
    if getattr(request, "htmx", False):
        response = render(request, "core/_domain_error.html", context, status=error.fragment_status)
    else:
        response = render(request, "core/domain_error.html", context, status=error.status)
    request.is_refused = True  # of what was begun before the rule was broken, nothing stays
    if isinstance(error, TooManyWrites):
        response["Retry-After"] = str(error.wait)
    return response
