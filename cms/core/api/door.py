"""Who comes in: the bearer of a token, or the person of a session. All that is refused here is refused in the API's form."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from cms.core.api.errors import VALUES, answer
from cms.core.api.throttles import READING

PATH = "/api/"
#: Where a program ends its own token, which may only read as well as any.
ITSELF = "/api/v1/me/token"
CSRF_MISSING = gettext_lazy(
    "Who signs in with a browser sends the token of its page as well, in the header X-CSRFToken. Programs send a token of their own."
)
#: The largest body that is no file, in bytes: some ten times the longest text that a person may write.
MAX_JSON = 1024 * 1024


class Token(HttpBearer):
    """`Authorization: Bearer <token>`. A personal token; make one on the page "Tokens" of your menu."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return request.user if request.user.is_authenticated else None


class Session(APIKeyCookie):
    """The session of the browser; what writes sends the CSRF token as well (header `X-CSRFToken`)."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # asked at the door

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None


def api_door(get_response):
    """Let in who has a token or a session; answer every refusal below `/api/` in the one form of errors.

    Who has none is answered alike for what exists and what does not.
    """

    def middleware(request):
        if not request.path.startswith(PATH):
            return get_response(request)
        is_head = request.method == "HEAD"
        if is_head:  # answered like GET, without its body
            request.method = "GET"
        response = _refusal(request) or get_response(request)
        if _is_foreign(response):
            response = _in_form(response)
        response["Content-Language"] = get_language()
        response.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
        return _without_body(response) if is_head else response

    return middleware


def _without_body(response):
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response


def _is_foreign(response) -> bool:
    """Tell whether an error is none of the API's own."""
    status = response.status_code
    return status == HTTPStatus.BAD_REQUEST or (
        status > HTTPStatus.BAD_REQUEST and response["Content-Type"] != "application/json"
    )


def _in_form(response):
    """Return an answer of the framework's own in the form of the API. What it could not read is a value like others."""
    is_unreadable = response.status_code == HTTPStatus.BAD_REQUEST
    refused = answer(HTTPStatus.UNPROCESSABLE_ENTITY if is_unreadable else response.status_code)
    for name in ("Allow", "Retry-After"):
        if name in response:
            refused[name] = response[name]
    if "GET" in refused.headers.get("Allow", "") and "HEAD" not in refused["Allow"]:
        refused["Allow"] += ", HEAD"  # answered like GET
    return refused


def _refusal(request):
    """Return why a request goes no further; None when it may."""
    if "Authorization" in request.headers:
        request.user = _bearer(request)
        if request.user is None:
            return answer(HTTPStatus.UNAUTHORIZED)
        is_refused = request.method not in READING and request.path != ITSELF
        if is_refused and hasattr(request.user.api_token, "read_only"):
            return answer(HTTPStatus.FORBIDDEN, code="read_only_token", message=_("This token may only read."))
    elif not request.user.is_authenticated:
        return answer(HTTPStatus.UNAUTHORIZED)
    elif not _is_form(request) and request.method not in READING and check_csrf(request):
        return answer(HTTPStatus.FORBIDDEN, code="csrf_failed", message=CSRF_MISSING)
    return _unreadable(request)


def _bearer(request) -> Any:
    scheme, _space, token = request.headers["Authorization"].partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    return authenticate(request, api_token=token.strip())


def _is_form(request) -> bool:
    """Tell whether the body is a form with files. Nothing here takes one, and who looks into it leaves nothing to read."""
    return (request.content_type or "").startswith("multipart/")


def _unreadable(request):
    if "\x00" in request.path:
        return answer(HTTPStatus.NOT_FOUND)
    if wrong := [name for name, values in request.GET.lists() if any("\x00" in value for value in values)]:
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, fields={name: [str(VALUES["nul"])] for name in wrong})
    sent = request.headers.get("Content-Length") or "0"
    if sent.isdigit() and int(sent) > MAX_JSON:
        return answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if _is_form(request) and request.method not in READING:
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, code="invalid_json", message=_("This is not valid JSON."))
    return None
