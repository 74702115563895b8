from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportedPage(models.Model):
    """Which file a page was imported from, and what the file and the page looked like then."""

    section = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="imported_pages")
    path = models.CharField(_("path"), max_length=1000)
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="imported_from")
    digest = models.CharField(_("digest"), max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "path"], name="imported_once")]
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")

    def __str__(self):
        return self.path
