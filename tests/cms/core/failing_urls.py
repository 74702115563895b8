"""The product's addresses, and some that fail."""

from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.urls import path

from cms import urls

handler400, handler429, handler500 = urls.handler400, urls.handler429, urls.handler500


def fail(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("accounts/broken/", fail(ValueError("somebody@example.com"))),
    path("accounts/no-data/", fail(OperationalError("connection refused"))),
    path("accounts/odd/", fail(SuspiciousOperation("odd"))),
    *urls.urlpatterns,
]
