from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.models import Audience


class PageAccess(models.Model):
    """Who may see a page when it is live: the sum of the restrictions on it and above it.

    It stands beside Wagtail's `Page`, so that pages of any type filter by one join. It is kept when a page is
    unpublished: the last audience stays in force for what tells that the page is gone.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="access")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("page access")
        verbose_name_plural = _("page accesses")

    def __str__(self):
        return f"{self.page_id}: {self.audience_id}"
