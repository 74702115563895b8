from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "social_ext.spaces"
    label = "spaces"
    verbose_name = _("Spaces")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from social_ext.spaces import receivers  # noqa: F401 -- connects the receivers
        from social_ext.spaces.models import Post, Space
        from social_ext.spaces.policies import PostPolicy, SpacePolicy

        register_permission_policy(Space, SpacePolicy(Space))
        register_permission_policy(Post, PostPolicy(Post))
