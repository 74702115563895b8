from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("spaces/", RedirectView.as_view(url="/"), name="spaces"),
    path("spaces/<slug:slug>/", RedirectView.as_view(url="/"), name="space"),
    path("posts/<int:pk>/", RedirectView.as_view(url="/"), name="post"),
]
