from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.core.audiences import audiences_for
from cms.core.fields import BodyField
from cms.core.models import Audience

#: The product's own first path words: no section may take them.
RESERVED_SLUGS = frozenset(
    [
        "admin",
        "accounts",
        "api",
        "comments",
        "documents",
        "healthz",
        "insights",
        "media",
        "moderation",
        "network",
        "notifications",
        "pages",
        "people",
        "posts",
        "readyz",
        "reference",
        "search",
        "spaces",
        "static",
        "threads",
        "tokens",
        "units",
    ]
)


class ContentPageQuerySet(PageQuerySet):
    def visible_to(self, viewer):
        """Keep the live pages whose audience admits this viewer."""
        return self.live().filter(access__audience__in=audiences_for(viewer))


class ContentPage(Page):
    """What every page of the product has; each kind adds its own."""

    summary = models.CharField(
        _("summary"), max_length=500, blank=True, help_text=_("One or two sentences. Cards and search show them.")
    )
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    body = BodyField(verbose_name=_("body"), blank=True)

    objects = PageManager.from_queryset(ContentPageQuerySet)()

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("image"), FieldPanel("body")]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        parent = self.get_parent() if self.path else getattr(self, "parent_page", None)
        if self.slug in RESERVED_SLUGS and (parent is None or parent.depth == HomePage.DEPTH):
            raise ValidationError({"slug": _("This address belongs to the product. Choose another slug.")})

    def get_context(self, request, *args, **kwargs):
        """Let the hooks `construct_page_context` add what the page's template shows, for reading and for preview."""
        context = super().get_context(request, *args, **kwargs)
        for construct in hooks.get_hooks("construct_page_context"):
            construct(request, self, context)
        return context


class HomePage(ContentPage):
    """The first page of a language; sections hang below it."""

    DEPTH = 2

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
