from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms.urls import urlpatterns as product

urlpatterns = [*product, path("", include(wagtail_urls))]
