from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class LockReason(models.Model):
    """Why a page is locked. It counts while the page is locked since the same moment: Wagtail's own unlocking ends it."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="lock_reason", verbose_name=_("page"))
    locked_at = models.DateTimeField(_("locked"))
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("reason of a lock")
        verbose_name_plural = _("reasons of locks")

    def __str__(self):
        return f"{self.page_id} · {self.reason}"
