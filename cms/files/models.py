from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


def uploaded_by(related_name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by user"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
    )


class Image(AbstractImage):
    """A picture. Its collection decides who may see it."""

    # Wagtail's own model of this name stays installed: the accessors must differ.
    uploaded_by_user = uploaded_by("uploaded_images")
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="tagged_images")

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]
        indexes = [models.Index(fields=["file"], name="image_by_file")]


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")


class Document(AbstractDocument):
    """A document. Its collection decides who may open it."""

    uploaded_by_user = uploaded_by("uploaded_documents")
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="tagged_documents")

    admin_form_fields = WagtailDocument.admin_form_fields

    def clean(self):
        if self.file:  # of a file that was refused, nothing else need be said
            super().clean()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
