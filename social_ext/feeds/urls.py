from django.urls import path

from social_ext.feeds import views

urlpatterns = [path("network/", views.network, name="network")]
