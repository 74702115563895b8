from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class TranslationState(models.Model):
    """Which page a page was translated from, and up to which version of it the translation goes.

    The moment beside the version still tells where the translation stands when old versions were cleared away.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="translation_state")
    original = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="translated_into")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    up_to = models.DateTimeField(_("up to date with the original of"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(page=models.F("original")), name="translation_is_of_another_page"
            ),
        ]

    def __str__(self):
        return f"{self.original_id} → {self.page_id}"
