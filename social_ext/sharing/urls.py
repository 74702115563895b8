from django.urls import path

from social_ext.sharing import views

urlpatterns = [path("pages/<int:pk>/share/", views.share, name="share")]
