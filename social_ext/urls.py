"""The addresses of the network, below the language."""

from django.urls import include, path

urlpatterns = [
    path("", include("social_ext.feeds.urls")),
    path("", include("social_ext.sharing.urls")),
    path("", include("social_ext.spaces.urls")),
    path("", include("social_ext.comments.urls")),
    path("", include("social_ext.reactions.urls")),
]
