from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.pages.models.base import HOME_DEPTH, ContentPage


class HomePage(ContentPage):
    """The first page of a language; sections hang below it."""

    DEPTH = HOME_DEPTH

    lead = models.ForeignKey(
        Page,
        verbose_name=_("lead page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page that the home page shows first, to those who may see it."),
    )

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")


class SectionPage(ContentPage):
    """A folder of the reference, with a text of its own."""

    template = "pages/section_page.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]

    class Meta:
        verbose_name = _("section")


class ReferencePage(ContentPage):
    """A page of the reference."""

    template = "pages/reference_page.html"
    parent_page_types = ["pages.SectionPage", "pages.HomePage", "pages.ReferencePage"]

    class Meta:
        verbose_name = _("reference page")
