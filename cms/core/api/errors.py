"""Every error of the API in one form: `{"code", "message", "fields"}`, in the reader's language."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from cms.core.exceptions import DomainError
from cms.core.request_ids import route_of
from cms.core.room import as_rule

logger = logging.getLogger("palabre.api")

Fields = dict[str, list[str]]

#: When a program asks again that met data out of reach, in seconds.
BACK_AFTER = 60

#: What is said of a status that has no rule of the product behind it.
MESSAGES = {
    HTTPStatus.BAD_REQUEST: ("bad_request", gettext_lazy("This request could not be understood.")),
    HTTPStatus.UNAUTHORIZED: ("unauthorized", gettext_lazy("Sign in, or send a valid token.")),
    HTTPStatus.FORBIDDEN: ("forbidden", gettext_lazy("You may not do this.")),
    HTTPStatus.NOT_FOUND: ("not_found", gettext_lazy("There is nothing here for you.")),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", gettext_lazy("This address does not know this method.")),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", gettext_lazy("This is too large. Send less at once.")),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("invalid", gettext_lazy("Some values are not valid. The fields say which.")),
    HTTPStatus.TOO_MANY_REQUESTS: ("too_many_requests", gettext_lazy("Too many requests. Wait a moment.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("error", gettext_lazy("Something failed on our side. Try again.")),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "unavailable",
        gettext_lazy("Palabre is closed or cannot reach its data. Try again in a minute."),
    ),
}

#: What is said of a value, by the type of pydantic's error.
VALUES = {
    "missing": gettext_lazy("This field is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "nul": gettext_lazy("This text holds a character that cannot be kept."),
    "string_unicode": gettext_lazy("This text holds a character that cannot be kept."),
    "string_too_long": gettext_lazy("This text is too long."),
    "string_too_short": gettext_lazy("This text is too short."),
    "string_type": gettext_lazy("This must be a text."),
    "string_pattern_mismatch": gettext_lazy(
        "Use letters without accents, digits, - and _, and at least one letter or digit."
    ),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "bool_type": gettext_lazy("This must be true or false."),
    "bool_parsing": gettext_lazy("This must be true or false."),
    "list_type": gettext_lazy("This must be a list."),
    "too_long": gettext_lazy("These are too many."),
    "too_short": gettext_lazy("Name at least one."),
    "greater_than_equal": gettext_lazy("This number is too small."),
    "less_than_equal": gettext_lazy("This number is too large."),
    "literal_error": gettext_lazy("This is none of the values that are known."),
    "enum": gettext_lazy("This is none of the values that are known."),
}


class InvalidValue(DomainError):
    """A value is not valid for a reason that only the product knows: names the field, and nothing of what it met."""

    code = "invalid"
    message = MESSAGES[HTTPStatus.UNPROCESSABLE_ENTITY][1]

    def __init__(self, field: str, message: Any = None):
        super().__init__()
        self.fields = {field: [str(message or _("There is nothing like this for you."))]}


def answer(status: int, *, code: str = "", message: Any = "", fields: Fields | None = None) -> JsonResponse:
    """Return an error in the one form; what is not said comes from its status."""
    own_code, own_message = MESSAGES.get(HTTPStatus(status), ("error", gettext_lazy("This is not possible.")))
    told = {"code": code or own_code, "message": str(message or own_message), "fields": fields or {}}
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(BACK_AFTER)
    return response


def answer_rule(error: DomainError) -> JsonResponse:
    """Return a broken rule in the one form."""
    return answer(error.status, code=error.code, message=str(error), fields=getattr(error, "fields", None))


def answer_in_form(api: NinjaAPI) -> None:
    """Make the API answer every exception in the one form."""
    for kinds, handler in HANDLERS:
        for kind in kinds:
            api.add_exception_handler(kind, handler)


def _broken_rule(request: HttpRequest, error: DomainError) -> JsonResponse:
    return answer_rule(error)


def _denied(request: HttpRequest, error: PermissionDenied) -> JsonResponse:
    return answer(HTTPStatus.FORBIDDEN)


def _absent(request: HttpRequest, error: Exception) -> JsonResponse:
    return answer(HTTPStatus.NOT_FOUND)


def _invalid(request: HttpRequest, error: ValidationError) -> JsonResponse:
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, fields=_fields(error.errors))


def _throttled(request: HttpRequest, error: Throttled) -> JsonResponse:
    response = answer(HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(max(1, int(error.wait or 1)))
    return response


def _refused(request: HttpRequest, error: HttpError) -> JsonResponse:
    if error.status_code == HTTPStatus.BAD_REQUEST:  # the body could not be read
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, code="invalid_json", message=_("This is not valid JSON."))
    return answer(error.status_code)


def _failed(request: HttpRequest, error: Exception) -> JsonResponse:
    if rule := as_rule(error):
        return answer_rule(rule)
    if isinstance(error, OperationalError | InterfaceError):
        logger.error("The data were out of reach at %s %s: %s", request.method, route_of(request), error)
        return answer(HTTPStatus.SERVICE_UNAVAILABLE)
    logger.error("The API failed at %s %s", request.method, route_of(request), exc_info=error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR)


HANDLERS: list[tuple[tuple[type[Exception], ...], Any]] = [
    ((DomainError,), _broken_rule),
    ((PermissionDenied,), _denied),
    ((Http404, ObjectDoesNotExist), _absent),
    ((ValidationError,), _invalid),
    ((Throttled,), _throttled),
    ((HttpError,), _refused),
    ((Exception,), _failed),
]


def _fields(errors: list[dict[str, Any]]) -> Fields:
    """Return the messages by field; an item of a list belongs to the list's field."""
    found: Fields = {}
    for error in errors:
        # The place is the part of the request, the name of the argument for a body, then the way to the value.
        place = [step for step in error["loc"][1:] if isinstance(step, str)]
        name = place[-1] if place else "body"
        message = str(VALUES.get(error["type"]) or _("This value is not valid."))
        if message not in found.setdefault(name, []):
            found[name].append(message)
    return found
