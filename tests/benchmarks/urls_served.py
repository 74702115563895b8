"""The product's addresses, and one that takes its time."""

import time

from django.http import HttpResponse
from django.urls import path

from cms import urls

SECONDS = 3


def slow(request):
    """Answer after three seconds, as a report or an upload would."""
    time.sleep(SECONDS)
    return HttpResponse("slow\n", content_type="text/plain")


urlpatterns = [path("healthz/slow", slow), *urls.urlpatterns]
