from django.urls import path

from social_ext.reactions import views

urlpatterns = [
    path("pages/<int:pk>/react/", views.give, {"kind": "page"}, name="react_to_page"),
    path("posts/<int:pk>/react/", views.give, {"kind": "post"}, name="react_to_post"),
    path("comments/<int:pk>/react/", views.give, {"kind": "comment"}, name="react_to_comment"),
]
