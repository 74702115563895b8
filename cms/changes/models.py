from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.core.audiences import audiences_for
from cms.core.models import Audience
from cms.people.models import BusinessUnit, Profile


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Keep the versions that the viewer could read when they were live, and the one that is; they see the page itself."""
        return self.filter(Q(audience__in=audiences_for(viewer)) | Q(revision=F("page__live_revision")))


class Change(models.Model):
    """That a version of a page was published, and what its editor said of it. Those of a page are numbered as they went live.

    `audience` is who could read the page then: a page that is opened to more people does not open what it said before.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="changes")
    revision = models.OneToOneField(Revision, on_delete=models.SET_NULL, null=True, related_name="change")
    number = models.PositiveIntegerField(_("version"))
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    is_material = models.BooleanField(_("material change"), default=False)
    published_at = models.DateTimeField(_("published"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="published_changes"
    )
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="change_number_once")]
        indexes = [models.Index(fields=["page", "-published_at", "-id"], name="changes_of_page")]
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self):
        return f"{self.page_id} · {self.number}"


class AcknowledgementQuerySet(models.QuerySet):
    def holding(self, asked: Any):
        """Keep those that still count: nothing material was published after the version that was acknowledged.

        Not of that page, and not of the page that people are `asked` to acknowledge, whose translation it may be.
        """
        material = Change.objects.filter(is_material=True)
        here = material.filter(page=OuterRef("change__page"), pk__gt=OuterRef("change"))
        there = material.filter(page=asked, published_at__gt=OuterRef("change__published_at"))
        return self.filter(~Exists(here), ~Exists(there))


class Acknowledgement(models.Model):
    """That a person says to have read one version of a page, in one language; it counts for its translations.

    Nothing takes it back; a material change outdates it.
    """

    change = models.ForeignKey(
        Change, verbose_name=_("version"), on_delete=models.CASCADE, related_name="acknowledgements"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acknowledgements")
    created_at = models.DateTimeField(_("time"), default=timezone.now)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "person"], name="acknowledgement_once")]
        indexes = [models.Index(fields=["person", "change"], name="acknowledgements_of_person")]
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")

    def __str__(self):
        return f"{self.person_id} · {self.change_id}"


class AcknowledgementRequestQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Keep those of live pages that this viewer may see."""
        return self.filter(page__live=True, page__depth__gt=1, page__access__audience__in=audiences_for(viewer))

    def about(self, page: Page) -> QuerySet:
        """Keep those that ask to acknowledge a page, in whatever language it was asked for; its own comes first."""
        family = self.filter(page__translation_key=page.translation_key)
        return family.order_by(Case(When(page=page.pk, then=0), default=1, output_field=IntegerField()), "pk")

    def with_standing_of(self, person: Any) -> QuerySet:
        """Tell of each whether it asks this person by today's units and groups, and what they acknowledged.

        `held` is the number of a version whose acknowledgement still counts, `held_at` its time; `last` is of the one that they
        acknowledged last, counting or not.
        """
        in_family = OuterRef("page__translation_key")
        own = Acknowledgement.objects.filter(person=person, change__page__translation_key=in_family).order_by("-change")
        holding = own.holding(OuterRef(OuterRef("page")))
        return self.annotate(
            is_asked=Q(_by_unit(person)) | Q(_by_group(person)),
            held=Subquery(holding.values("change__number")[:1]),
            held_at=Subquery(holding.values("created_at")[:1]),
            last=Subquery(own.values("change__number")[:1]),
        )


def _by_unit(person: Any) -> Exists:
    """Tell whether the person belongs to an asked unit today, or to one below it."""
    inside = Profile.objects.filter(person=person, unit__path__startswith=OuterRef("path"))
    return Exists(BusinessUnit.objects.filter(Exists(inside), acknowledgement_requests=OuterRef("pk")))


def _by_group(person: Any) -> Exists:
    return Exists(Group.objects.filter(user=person, acknowledgement_requests=OuterRef("pk")))


class AcknowledgementRequest(models.Model):
    """That some people are asked to acknowledge a page: whoever belongs to its units and groups today, and may see the page."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="acknowledgement_request")
    units = models.ManyToManyField(
        BusinessUnit, verbose_name=_("units"), blank=True, related_name="acknowledgement_requests"
    )
    groups = models.ManyToManyField(
        Group, verbose_name=_("groups"), blank=True, related_name="acknowledgement_requests"
    )
    #: The one person who is shown names; whoever is asked reads who that is.
    controller = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("controller"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("time"), default=timezone.now)

    objects = AcknowledgementRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to acknowledge")
        verbose_name_plural = _("requests to acknowledge")

    def __str__(self):
        return str(self.page_id)
