"""The API as it is mounted: the routers of all packages behind one door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.urls.converters import IntConverter
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.responses import Response
from wagtail import hooks

from cms.core.api.door import Session, Token
from cms.core.api.errors import answer_in_form
from cms.core.api.shapes import MAX_ID
from cms.core.api.throttles import PersonThrottle


class IdConverter(IntConverter):
    """The number of a row. One that no row can have leads nowhere."""

    regex = "[0-9]{1,19}"

    def to_python(self, value):
        number = int(value)
        if number > MAX_ID:
            raise ValueError
        return number


def build() -> NinjaAPI:
    """Return the API with the routers of every installed package."""
    register_converter(IdConverter, "id")
    api = NinjaAPI(
        title="Palabre",
        version="1",
        description="Pages and conversations, as far as the person of the request may see them.",
        urls_namespace="api",
        auth=[Token(), Session()],
        throttle=[PersonThrottle("reading"), PersonThrottle("writing")],
        docs_url=None,
        openapi_url=None,  # see `describe`
    )
    answer_in_form(api)
    for register in hooks.get_hooks("register_api_router"):
        api.add_router("", register())
    return api


def describe(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view that answers the API's description, and knows no method but reading."""

    @csrf_exempt  # asked at the door
    @require_safe
    def description(request: HttpRequest) -> HttpResponse:
        return Response(api.get_openapi_schema())

    return description
