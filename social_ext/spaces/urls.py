from django.urls import path

from social_ext.spaces.views import members, posts, spaces

urlpatterns = [
    path("spaces/", spaces.spaces, name="spaces"),
    path("spaces/new/", spaces.create, name="space_create"),
    path("spaces/<slug:slug>/", spaces.space, name="space"),
    path("spaces/<slug:slug>/posts/", spaces.posts, name="space_posts"),
    path("spaces/<slug:slug>/join/", members.join, name="space_join"),
    path("spaces/<slug:slug>/leave/", members.leave, name="space_leave"),
    path("spaces/<slug:slug>/members/", members.members, name="space_members"),
    path("spaces/<slug:slug>/members/invite/", members.invite_member, name="space_invite"),
    path("spaces/<slug:slug>/members/answer/", members.answer_member, name="space_answer"),
    path("spaces/<slug:slug>/members/role/", members.give_role, name="space_role"),
    path("spaces/<slug:slug>/archive/", spaces.archive, name="space_archive"),
    path("spaces/<slug:slug>/restore/", spaces.restore, name="space_restore"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/edit/", posts.edit, name="post_edit"),
    path("posts/<int:pk>/remove/", posts.remove, name="post_remove"),
]
