from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin

from cms.forms.builder import AnswerFormBuilder
from cms.pages.models import ContentPage
from cms.pages.models.base import BODY_PANEL, CHANGE_PANEL, PICTURE_PANEL, TITLE_PANEL
from cms.pages.models.editing import ContentPageForm

#: How long answers are kept when nobody says otherwise, and at most, in days.
KEEP_DAYS = 365
MOST_DAYS = 3650


class FormPageForm(ContentPageForm, WagtailAdminFormPageForm):
    """What an editor writes in a form page."""


class FormPage(FormMixin, ContentPage):
    """A page that asks colleagues something, and keeps their answers as long as it says."""

    api_type = "form"
    form_builder = AnswerFormBuilder
    base_form_class = FormPageForm

    thanks = models.CharField(
        _("words of thanks"),
        max_length=500,
        blank=True,
        help_text=_("What stands there after somebody has answered, such as what happens next."),
    )
    keep_days = models.PositiveIntegerField(
        _("days to keep answers"),
        default=KEEP_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_(
            "Readers are told. Each answer is deleted after so many days; a change holds for answers from then on."
        ),
    )
    is_anonymous = models.BooleanField(
        _("anonymous"), default=False, help_text=_("Nobody learns who answered: the name is not kept.")
    )
    is_once_each = models.BooleanField(
        _("once each"), default=False, help_text=_("Each person answers once. This needs their names.")
    )

    template = "pages/reference_page.html"
    parent_page_types = ["pages.SectionPage", "pages.HomePage", "pages.ReferencePage"]
    subpage_types: list[str] = []
    content_panels = [
        TITLE_PANEL,
        FieldPanel("summary"),
        PICTURE_PANEL,
        BODY_PANEL,
        InlinePanel("form_fields", label=_("question"), heading=_("Questions")),
        MultiFieldPanel(
            [
                FieldPanel("thanks"),
                FieldPanel("keep_days"),
                FieldRowPanel([FieldPanel("is_anonymous"), FieldPanel("is_once_each")]),
            ],
            heading=_("Answers"),
        ),
        CHANGE_PANEL,
    ]
    preview_modes = ContentPage.preview_modes  # the thanks stand in the page

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def clean(self):
        super().clean()
        if self.is_anonymous and self.is_once_each:
            raise ValidationError(
                {"is_once_each": _("Without names nobody knows who has answered. Choose one of the two.")}
            )

    @property
    def told_beside_body(self) -> list[str]:
        return [*super().told_beside_body, *(field.label for field in self.get_form_fields())]

    def get_submission_class(self):
        return Answer

    def get_data_fields(self):
        named = [] if self.is_anonymous else [("person", _("Person"))]
        return [*named, *super().get_data_fields()]

    def serve_preview(self, request, mode_name):
        return ContentPage.serve_preview(self, request, mode_name)

    def get_preview_context(self, request, mode_name):
        return ContentPage.get_preview_context(self, request, mode_name)


class FormField(AbstractFormField):
    """A question of a form page."""

    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")


class Answer(AbstractFormSubmission):
    """What somebody answered. `once` names the sheet they filled in: sent twice, it is one answer."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="form_answers",
    )
    once = models.UUIDField(default=uuid4, editable=False)
    delete_on = models.DateField(_("deleted on"), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "once"], name="form_sheet_once")]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self):
        return str(self.pk)

    def get_data(self):
        """Return the answer with who gave it; without a name, also without the hour, which could tell."""
        data = super().get_data()
        if self.person_id is None:
            data["submit_time"] = self.submit_time.date()
        return data | {"person": self.person.display_name if self.person else ""}
