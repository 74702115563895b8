from django.urls import path

from social_ext.comments import views

urlpatterns = [
    path("threads/page/<int:pk>/comments/", views.page_comments, name="page_comments"),
    path("threads/<int:pk>/comments/", views.thread_comments, name="thread_comments"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("comments/<int:pk>/edit/", views.edit, name="comment_edit"),
    path("comments/<int:pk>/remove/", views.remove, name="comment_remove"),
]
