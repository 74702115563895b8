"""All that the social extension adds to the settings of the CMS, in one screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

APPS = [
    "social_ext.feeds",
    "social_ext.sharing",
    "social_ext.spaces",
    "social_ext.comments",
    "social_ext.reactions",
    "social_ext.activity",
]
#: They stand last: the comments framework brings a template of its own for what is not found.
FRAMEWORKS = [
    "wagtail_modeladmin",
    "social_ext.comments.apps.CommentsFrameworkConfig",
    "django_comments",
    "django.contrib.sites",
]

#: Name of a reaction -> its emoji and its word, in the order of the buttons.
REACTIONS = {
    "like": ("👍", _("Like")),
    "thanks": ("🙏", _("Thanks")),
    "agree": ("✅", _("Agree")),
    "idea": ("💡", _("Good idea")),
    "celebrate": ("🎉", _("Celebrate")),
}


def switch_on(settings: dict[str, Any]) -> None:
    """Add the extension to `settings`, in front of the CMS so that it may override its templates."""
    settings["INSTALLED_APPS"] = [*APPS, *settings["INSTALLED_APPS"], *FRAMEWORKS]
    settings.update(
        REACTION_KINDS=REACTIONS,
        COMMENTS_APP="django_comments_xtd",
        COMMENTS_XTD_MODEL="social_ext.comments.models.ThreadedComment",
        COMMENTS_XTD_MAX_THREAD_LEVEL=4,
        COMMENTS_XTD_CONFIRM_EMAIL=False,
        COMMENTS_XTD_THREADED_EMAILS=False,
        COMMENTS_XTD_LIST_ORDER=("thread_id", "order"),
    )
