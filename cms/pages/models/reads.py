from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PageRead(models.Model):
    """That a person read a page, in whatever language: one row, with the way that led there first."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="page_reads")
    page_key = models.UUIDField(_("translation key"))
    first_at = models.DateTimeField(_("first read"), default=timezone.now)
    first_via = models.CharField(_("first way"), max_length=20, blank=True)
    last_at = models.DateTimeField(_("last read"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "page_key"], name="page_read_once")]
        indexes = [models.Index(fields=["page_key", "first_at"], name="page_read_by_page")]
        verbose_name = _("page read")
        verbose_name_plural = _("page reads")

    def __str__(self):
        return f"{self.person_id} · {self.page_key}"
