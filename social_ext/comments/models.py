from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments.managers import CommentManager
from django_comments_xtd.models import XtdComment

from cms.core.audiences import AudienceQuerySet, audiences_for
from cms.core.models import Audience


class Thread(models.Model):
    """A conversation. It has exactly one home: a page, in all its languages, or a post (which points here)."""

    PAGE = "page"
    POST = "post"
    #: The version of a conversation in which nothing was ever said.
    UNTOUCHED = 1
    HOMES = [(PAGE, _("page")), (POST, _("post"))]

    kind = models.CharField(_("home"), max_length=10, choices=HOMES)
    page_key = models.UUIDField(_("page"), null=True, blank=True, unique=True)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    comment_count = models.PositiveIntegerField(_("comments"), default=0)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, blank=True, db_index=True)
    #: Counts the changes to what is said here: drawings of the conversation are kept by it.
    version = models.PositiveIntegerField(_("version"), default=UNTOUCHED)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="page", page_key__isnull=False) | Q(kind="post", page_key__isnull=True),
                name="thread_has_one_home",
            )
        ]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


#: What is shown of a comment.
SHOWN = (
    *("comment", "submit_date", "is_removed", "thread_id", "parent_id", "level", "order"),
    *("conversation", "language", "anchor", "edited_at", "version"),
    *(
        "user__username",
        "user__photo",
        "user__first_name",
        "user__last_name",
        "user__profile__person",
        "user__profile__unit__name",
    ),
)


class ThreadedCommentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Keep the comments of conversations whose audience admits this viewer."""
        return self.filter(conversation__audience__in=audiences_for(viewer))

    def with_authors(self):
        """Load what a reader sees of the comments and their authors, and nothing else: threads are long."""
        return self.select_related("user__profile__unit").only(*SHOWN)


class ThreadedComment(XtdComment):
    """A comment. The comments framework numbers the tree; the conversation decides who sees it."""

    #: The deepest level of a reply that is shown nested; replies to it stand beside it.
    DEEPEST = 3

    conversation = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    language = models.CharField(_("language"), max_length=10, blank=True)
    anchor = models.CharField(_("block"), max_length=64, blank=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    # Without the framework's joins on every query.
    objects = CommentManager.from_queryset(ThreadedCommentQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["conversation", "xtdcomment_ptr"], name="comment_of_conversation")]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self):
        return f"{self.pk}: {self.comment[:50]}"

    @property
    def is_reply(self) -> bool:
        return self.parent_id != self.pk

    def get_absolute_url(self) -> str:
        return reverse("comment", kwargs={"pk": self.pk})
