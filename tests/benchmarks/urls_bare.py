from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms.files import views as files
from cms.pages import views as pages

# The rich text of the body leads to these.
urlpatterns = [
    path("pages/<int:pk>/", pages.permalink, name="page_permalink"),
    path("documents/<int:document_id>/", files.document, name="document_permalink"),
    path("", include(wagtail_urls)),
]
