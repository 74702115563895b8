"""What is said about the upkeep of pages, and what follows from it for each of them.

`Stewardship` is the word of an editor, on a page or on a section for all below it. `PageCare` is its outcome, one row a page, kept
true like `PageAccess`: a page that is drawn and a report over all pages ask one table, and climb no tree.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.audiences import audiences_for

#: The longest time between two reviews, in months.
MOST_MONTHS = 60
#: The longest address that is kept of a link.
ADDRESS_LENGTH = 2000


class Stewardship(models.Model):
    """What is said on a page about its upkeep, for it and for all pages below that say nothing else."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="stewardship")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contact"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    months = models.PositiveSmallIntegerField(
        _("months between reviews"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )

    class Meta:
        verbose_name = _("stewardship")
        verbose_name_plural = _("stewardships")

    def __str__(self):
        return f"{self.page_id}: {self.owner_id}"


class PageCareQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Keep the care of live pages that this viewer may see."""
        return self.filter(page__live=True, page__depth__gt=1, page__access__audience__in=audiences_for(viewer))

    def with_people(self):
        return self.select_related("owner__profile__unit", "contact", "reviewer", "reviewed_by")


class PageCare(models.Model):
    """Who keeps a page, and until when it counts as checked. Written by the services of this room alone."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="care")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="owned_page_cares",
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("contact"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="review_page_cares",
    )
    months = models.PositiveSmallIntegerField(_("months between reviews"))
    #: None for pages that nobody reviews: not yet published, or of a kind that tells what was true on its day.
    due_on = models.DateField(_("next review"), null=True, db_index=True)
    #: Somebody chose the date: no rule moves it.
    is_due_chosen = models.BooleanField(_("date was chosen"), default=False)
    postponed = models.PositiveSmallIntegerField(_("times put off"), default=0)
    reviewed_at = models.DateTimeField(_("last reviewed"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewed by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    #: The due date of which somebody was reminded last.
    reminded_for = models.DateField(_("reminded for"), null=True)

    objects = PageCareQuerySet.as_manager()

    class Meta:
        verbose_name = _("page care")
        verbose_name_plural = _("page cares")

    def __str__(self):
        return f"{self.page_id}: {self.due_on}"

    @property
    def is_overdue(self) -> bool:
        """Whether the day of the review has passed."""
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def due_day(self) -> str:
        """Return the day of the review as people write it."""
        return date_format(self.due_on) if self.due_on else ""

    @property
    def shown_owner(self):
        """Return the owner whom readers may turn to: nobody who left."""
        return self.owner if self.owner is not None and self.owner.is_active else None

    @property
    def shown_contact(self):
        """Return the contact, when that is somebody else than the owner and did not leave."""
        contact = self.contact
        return contact if contact is not None and contact.is_active and contact.pk != self.owner_id else None


class ReviewAct(models.Model):
    """What somebody did about a review: the history that editors read."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("said that it is still true")
        POSTPONED = "postponed", _("put it off")
        DELEGATED = "delegated", _("handed it over")
        PLANNED = "planned", _("chose the date")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="review_acts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(_("act"), max_length=20, choices=Kind)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("next review"), null=True)
    created_at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["page", "created_at"], name="review_act_by_page")]
        verbose_name = _("review act")
        verbose_name_plural = _("review acts")

    def __str__(self):
        return f"{self.page_id}: {self.kind}"


class HelpfulAnswer(models.Model):
    """Whether a version of a page helped a person, with a word that its owner and its editors read."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="helpful_answers")
    #: The number of the revision that was live; 0 without one.
    version = models.PositiveBigIntegerField(_("version"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_helpful = models.BooleanField(_("helpful"))
    words = models.TextField(_("word to the owner"), blank=True)
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "version", "person"], name="helpful_once_a_version")]
        indexes = [models.Index(fields=["page", "created_at"], name="helpful_by_page")]
        verbose_name = _("helpful answer")
        verbose_name_plural = _("helpful answers")

    def __str__(self):
        return f"{self.page_id}: {self.is_helpful}"


class LinkTarget(models.Model):
    """An address that pages link to, and what was found there."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("not checked yet")
        FINE = "fine", _("fine")
        BROKEN = "broken", _("broken")
        SKIPPED = "skipped", _("not checked")

    #: `page:12`, `document:5`, a path of the product, or an address elsewhere.
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    #: Empty for what is inside the product.
    host = models.CharField(_("host"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("checked"), null=True)
    due_at = models.DateTimeField(_("next check"), default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["host", "due_at"], name="link_target_due")]
        verbose_name = _("link target")
        verbose_name_plural = _("link targets")

    def __str__(self):
        return self.address


class PageLink(models.Model):
    """That the live version of a page links to an address, and in which block it does so first."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="page_links")
    target = models.ForeignKey(LinkTarget, on_delete=models.CASCADE, related_name="page_links")
    block = models.CharField(_("block"), max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "target"], name="page_link_once")]
        verbose_name = _("page link")
        verbose_name_plural = _("page links")

    def __str__(self):
        return f"{self.page_id}: {self.target_id}"
