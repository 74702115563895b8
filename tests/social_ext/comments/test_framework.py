"""What the comments framework brings and the product does not want."""

import pytest
from django.apps import apps
from django.db.models.signals import pre_save
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver
from django_comments_xtd.models import publish_or_unpublish_on_pre_save

from social_ext.comments.exceptions import EmptyText
from social_ext.comments.models import ThreadedComment
from social_ext.comments.rules import clean_text
from social_ext.comments.services import edit_comment, remove_comment
from tests.factories.social import CommentFactory


def test_handler_of_the_framework_is_not_connected():
    assert publish_or_unpublish_on_pre_save not in pre_save._live_receivers(ThreadedComment)[0]


def views_of(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views_of(pattern.url_patterns)
        else:
            yield pattern.callback.__module__


def test_framework_writes_no_comment_by_itself():
    """Its addresses and its admin would change what is said without raising the version of the conversation."""
    assert not [module for module in views_of(get_resolver().url_patterns) if module.startswith("django_comments")]
    assert not apps.is_installed("django.contrib.admin")


def test_page_for_what_is_not_found_is_ours():
    assert "themes" in get_template("404.html").origin.name


def test_removing_and_editing_leave_the_replies_and_their_counts(db):
    comment = CommentFactory()
    reply = CommentFactory(thread=comment.conversation, parent=comment)
    CommentFactory(thread=comment.conversation, parent=reply)

    remove_comment(actor=comment.user, comment=comment)
    edit_comment(actor=reply.user, comment=reply, body="Other words")

    rows = ThreadedComment.objects.order_by("pk").values_list("nested_count", "is_public")
    assert list(rows) == [(2, True), (1, True), (0, True)]


@pytest.mark.parametrize("text", ["\u200b", "\u00ad", "\u2800", "\u3164", "\u115f", "\ufe0f", "\u034f", "\U000e0100"])
def test_text_that_shows_nothing_is_empty(text):
    with pytest.raises(EmptyText):
        clean_text(f" {text}\n")
