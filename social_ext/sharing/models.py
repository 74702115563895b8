from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from social_ext.spaces.models import Post, Space


class Share(models.Model):
    """A card: that a page was shared into a space. It holds no copy of the page, only which version was live then."""

    page_key = models.UUIDField(_("page"))
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="shares")
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="share")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shares")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    #: The page, in one of its languages, that the version belongs to.
    version_of = models.PositiveBigIntegerField(_("page of the version"), null=True, blank=True)
    #: The page under which that page stood then.
    parent_page = models.PositiveBigIntegerField(_("parent page"), null=True, blank=True)
    shared_at = models.DateTimeField(_("time"), default=timezone.now)

    #: Known of a share that was just made.
    is_new = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page_key", "space"], name="share_once")]
        verbose_name = _("share")
        verbose_name_plural = _("shares")

    def __str__(self):
        return f"{self.page_key} · {self.space_id}"


class PlannedShare(models.Model):
    """A share that waits for its page to be published. It goes out once, in the name of who planned it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the publication")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("not sent")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="planned_shares", verbose_name=_("page"))
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="planned_shares", verbose_name=_("space"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="planned_shares")
    message = models.TextField(_("words"), blank=True)
    planned_at = models.DateTimeField(_("planned"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    #: Why it was not sent: the code of a rule.
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    share = models.ForeignKey(Share, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "space"], condition=models.Q(state="waiting"), name="planned_share_once"
            )
        ]
        verbose_name = _("planned share")
        verbose_name_plural = _("planned shares")

    def __str__(self):
        return f"{self.page_id} · {self.space_id} · {self.state}"
