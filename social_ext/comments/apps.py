from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.apps import CommentsXtdConfig


class CommentsFrameworkConfig(CommentsXtdConfig):
    """The comments framework without its handler, which is all that its `ready` connects.

    The handler would count replies again at every edit, and hide or publish them with their parent. It cannot be
    disconnected from here, because the framework's app is ready after ours.
    """

    def ready(self):
        pass


class CommentsConfig(AppConfig):
    default = True
    name = "social_ext.comments"
    label = "comments"
    verbose_name = _("Comments")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from social_ext.comments import receivers  # noqa: F401 -- connects the receivers
        from social_ext.comments.models import Thread, ThreadedComment
        from social_ext.comments.policies import CommentPolicy, ThreadPolicy

        register_permission_policy(Thread, ThreadPolicy(Thread))
        register_permission_policy(ThreadedComment, CommentPolicy(ThreadedComment))
