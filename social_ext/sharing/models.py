from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

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
    shared_at = models.DateTimeField(_("time"), default=timezone.now)

    #: Known of a share that was just made.
    is_new = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page_key", "space"], name="share_once")]
        verbose_name = _("share")
        verbose_name_plural = _("shares")

    def __str__(self):
        return f"{self.page_key} · {self.space_id}"
