from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from cms.core.fields import SectionsField
from cms.pages.models.base import BODY_PANEL, CHANGE_PANEL, HOME_DEPTH, PICTURE_PANEL, TITLE_PANEL, ContentPage
from cms.pages.models.editing import GoneSectionsPanel, SectionPageForm
from cms.people.models import BusinessUnit
from themes.units import theme_choices


class ThemeSelect(forms.Select):
    """Offers the themes that are there now; a chosen one that went stays chosen until somebody chooses another."""

    def __init__(self, attrs=None, choices=()):
        super().__init__(attrs, choices or theme_choices())

    def optgroups(self, name, value, attrs=None):
        known = {key for key, _label in self.choices}
        gone = [key for key in value if key not in known]
        self.choices = [*self.choices, *((key, _("“%(key)s” is not there any more") % {"key": key}) for key in gone)]
        return super().optgroups(name, value, attrs)


class HomePage(ContentPage):
    """The first page of a language; sections hang below it."""

    api_type = "home"
    DEPTH = HOME_DEPTH

    lead = models.ForeignKey(
        Page,
        verbose_name=_("lead page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page that the home page shows first, to those who may see it. Left empty: the newest news."),
    )
    arrangement = SectionsField(
        verbose_name=_("sections"),
        blank=True,
        help_text=_("What the home page shows, in this order. Left empty, it shows the usual sections."),
    )

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        TITLE_PANEL,
        FieldPanel("summary"),
        FieldPanel(
            "lead", help_text=_("What the home page shows first. Left empty, or not for the reader: the newest news.")
        ),
        GoneSectionsPanel(),
        FieldPanel("arrangement"),
        CHANGE_PANEL,
    ]

    class Meta:
        verbose_name = _("home page")


class SectionPage(ContentPage):
    """A folder of the reference, with a text of its own."""

    api_type = "section"
    base_form_class = SectionPageForm

    unit = models.ForeignKey(
        BusinessUnit,
        verbose_name=_("unit"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sections",
        help_text=_("Whose section it is. The page of the unit leads here, and wears the same theme."),
    )
    theme = models.CharField(
        _("theme"),
        max_length=40,
        blank=True,
        help_text=_("The colours of this section and of all below it that choose none."),
    )

    template = "pages/section_page.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    content_panels = [
        TITLE_PANEL,
        FieldPanel("summary"),
        PICTURE_PANEL,
        FieldRowPanel([FieldPanel("unit"), FieldPanel("theme", widget=ThemeSelect)]),
        BODY_PANEL,
        CHANGE_PANEL,
    ]

    class Meta:
        verbose_name = _("section")


class ReferencePage(ContentPage):
    """A page of the reference."""

    template = "pages/reference_page.html"
    parent_page_types = ["pages.SectionPage", "pages.HomePage", "pages.ReferencePage"]

    class Meta:
        verbose_name = _("reference page")


class NewsPage(ContentPage):
    """What happened, told once; later it stands in the archive of its section."""

    api_type = "news"

    unit = models.ForeignKey(
        BusinessUnit,
        verbose_name=_("unit"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="news",
        help_text=_("Whose news it is. Without a unit it is everybody's."),
    )

    template = "pages/news_page.html"
    parent_page_types = ["pages.SectionPage", "pages.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        TITLE_PANEL,
        FieldPanel("summary"),
        PICTURE_PANEL,
        FieldPanel("unit"),
        BODY_PANEL,
        CHANGE_PANEL,
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


class EventPage(ContentPage):
    """What happens at a time and a place."""

    api_type = "event"

    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("A room, an address, or where people meet online.")
    )
    seats = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("How many people can come. Empty: as many as want to.")
    )

    template = "pages/event_page.html"
    parent_page_types = ["pages.SectionPage", "pages.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        TITLE_PANEL,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "starts_at", help_text=_("Day and hour. Calendars show them in the time of whoever reads.")
                        ),
                        FieldPanel("ends_at", help_text=_("Empty: nobody needs to know.")),
                    ]
                ),
                FieldRowPanel([FieldPanel("place"), FieldPanel("seats")]),
            ],
            heading=_("When and where"),
        ),
        PICTURE_PANEL,
        BODY_PANEL,
        CHANGE_PANEL,
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="event_ends_after_it_begins"
            )
        ]

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("It would end before it begins. Choose a later end.")})

    @property
    def told_beside_body(self) -> list[str]:
        return [*super().told_beside_body, self.place]
