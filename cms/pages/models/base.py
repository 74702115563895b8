from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.core.audiences import audiences_for
from cms.core.fields import BodyField
from cms.core.words import shows_something
from cms.pages.models.editing import ContentPageForm

#: How deep in the tree the home pages stand.
HOME_DEPTH = 2
#: The product's own first path words: no section may take them.
RESERVED_SLUGS = frozenset(
    [
        "admin",
        "accounts",
        "api",
        "comments",
        "calendar",
        "documents",
        "events",
        "forms",
        "guide",
        "healthz",
        "insights",
        "language",
        "media",
        "moderation",
        "network",
        "notifications",
        "pages",
        "people",
        "posts",
        "profile",
        "readyz",
        "reference",
        "search",
        "spaces",
        "static",
        "threads",
        "tokens",
        "units",
        "upkeep",
    ]
)


TITLE_PANEL = TitleFieldPanel(
    "title", help_text=_("Name the page by what readers look for, in a few words. Lists and search show it.")
)
PICTURE_PANEL = FieldPanel(
    "image", help_text=_("Stands above the text and on cards. It decorates: what it says must stand in the text too.")
)
BODY_PANEL = FieldPanel(
    "body",
    help_text=_("Add block after block. Headings make the list of contents; colleagues can comment on each block."),
)
#: Where editors say what a version changes; at the end of the content of every type of page.
CHANGE_PANEL = MultiFieldPanel([FieldPanel("change_note"), FieldPanel("change_is_material")], heading=_("What changed"))


def _in_language(code):
    return _now("In %(language)s") % {"language": get_language_info(code)["name_translated"]}


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

    change_note = models.CharField(
        _("what changed"),
        max_length=200,
        blank=True,
        help_text=_("One line for readers, such as “The night rate follows the hotels”. They see it with the version."),
    )
    change_is_material = models.BooleanField(
        _("material change"),
        default=False,
        help_text=_(
            "Who acts by this page acts differently now. Cards of it say so, and who acknowledged it is asked again."
        ),
    )

    base_form_class = ContentPageForm

    #: What the API calls this type of page.
    api_type = "reference"

    objects = PageManager.from_queryset(ContentPageQuerySet)()

    content_panels = [
        TITLE_PANEL,
        FieldPanel("summary"),
        PICTURE_PANEL,
        BODY_PANEL,
        CHANGE_PANEL,
    ]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        parent = self.get_parent() if self.path else getattr(self, "parent_page", None)
        if self.slug in RESERVED_SLUGS and (parent is None or parent.depth == HOME_DEPTH):
            raise ValidationError({"slug": _("This address belongs to the product. Choose another slug.")})
        if self.title and not shows_something(self.title):
            raise ValidationError({"title": _("This title shows nothing. Write what readers look for.")})

    @property
    def told_beside_body(self) -> list[str]:
        """What the page says outside its title and body, for those who look for a word."""
        return [self.summary]

    @property
    def preview_modes(self):
        """Offer what readers of each language will meet; this page's own comes first, and needs no name."""
        own = self.locale.language_code
        others = [code for code, _name in settings.LANGUAGES if code != own]
        return [(code if code != own else "", _in_language(code)) for code in (own, *others)]

    def serve_preview(self, request, mode_name):
        if mode_name not in dict(settings.LANGUAGES):
            return super().serve_preview(request, mode_name)
        with override(mode_name):
            request.LANGUAGE_CODE = mode_name
            return self.met_in(mode_name, request.user).serve_preview(request, "").render()

    def met_in(self, language, viewer):
        """Return what readers of a language meet in the place of this draft: its translation, or the draft itself.

        The translation is a draft too for those who write it; for others it is what is published, where they may see it.
        """
        translation = self.get_translations().filter(locale__language_code=language).specific().first()
        if translation is None:
            return self
        if translation.permissions_for_user(viewer).can_edit():
            return translation.get_latest_revision_as_object()
        return type(translation).objects.visible_to(viewer).filter(pk=translation.pk).first() or self

    def get_context(self, request, *args, **kwargs):
        """Let the hooks `construct_page_context` add what the page's template shows, for reading and for preview."""
        context = super().get_context(request, *args, **kwargs)
        for construct in hooks.get_hooks("construct_page_context"):
            construct(request, self, context)
        return context
