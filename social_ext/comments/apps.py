from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "social_ext.comments"
    label = "comments"
    verbose_name = _("Comments")

    def ready(self):
        from django_comments_xtd.models import publish_or_unpublish_on_pre_save
        from wagtail.permissions import register_permission_policy

        from social_ext.comments import receivers  # noqa: F401 -- connects the receivers
        from social_ext.comments.models import Thread, ThreadedComment
        from social_ext.comments.policies import CommentPolicy, ThreadPolicy

        # It would count replies again at every edit, and hide or publish them with their parent.
        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=ThreadedComment)
        register_permission_policy(Thread, ThreadPolicy(Thread))
        register_permission_policy(ThreadedComment, CommentPolicy(ThreadedComment))
