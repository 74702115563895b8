from pathlib import PurePath

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node
from wagtail.models import APIToken


class User(AbstractUser):
    """An account. What colleagues know of the person stands in the profile; the face is shown wherever the name is."""

    photo = models.ImageField(_("photo"), upload_to="faces", blank=True)

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined]
        indexes = [models.Index(fields=["last_name", "first_name", "id"], name="person_by_name")]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username

    def get_absolute_url(self) -> str:
        return reverse("person", kwargs={"username": self.username})

    @cached_property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def avatar(self) -> str:
        """Return the address of the photo; without one, the drawn initials stand in. Another photo has another address."""
        if not self.photo:
            return ""
        return f"{reverse('person_photo', args=[self.username])}?v={PurePath(self.photo.name).stem}"


class BusinessUnit(MP_Node):
    """A unit of the company, in a tree."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)

    node_order_by = ["name"]

    class Meta:
        verbose_name = _("business unit")
        verbose_name_plural = _("business units")

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("unit", kwargs={"slug": self.slug})

    @property
    def label(self) -> str:
        """Return the name in a list of all units, one dash for each level above."""
        return "– " * (self.depth - 1) + self.name  # noqa: RUF001


class Profile(models.Model):
    """What colleagues may know of a person. What the HR file says of them is marked, and changes there."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    job = models.CharField(_("job"), max_length=200, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    working_days = models.JSONField(_("working days"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    skills = models.JSONField(_("skills"), default=list, blank=True)
    projects = models.JSONField(_("projects"), default=list, blank=True)
    ask_me_about = models.CharField(_("ask me about"), max_length=500, blank=True)
    language = models.CharField(
        _("language of the screen"), max_length=10, blank=True, help_text=_("Empty: as the browser asks.")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("manager"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="team_profiles",
    )
    unit = models.ForeignKey(
        BusinessUnit,
        verbose_name=_("unit"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="current_profiles",
        help_text=_("Where the person belongs today. The dated history stands in the unit memberships."),
    )
    employee_number = models.CharField(_("employee number"), max_length=50, unique=True, null=True, blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True, db_index=True)
    end_date = models.DateField(_("last day"), null=True, blank=True, db_index=True)
    hr_fields = models.JSONField(
        _("from the HR file"), default=list, blank=True, help_text=_("Names of what the HR file says of this person.")
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self):
        return str(self.person)

    @property
    def line(self) -> str:
        """Return the job and the unit in one line."""
        return " · ".join(str(part) for part in (self.job, self.unit) if part)


class PersonWord(models.Model):
    """A word under which the directory finds a person, without case and accents; `index_people` writes them."""

    class Kind(models.TextChoices):
        NAME = "name", _("name or job")
        PLACE = "place", _("place")
        SKILL = "skill", _("skill")
        LANGUAGE = "language", _("language")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    word = models.CharField(_("word"), max_length=200, db_index=True)
    shown = models.CharField(_("as people write it"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "word"], name="person_word_once")]
        indexes = [models.Index(fields=["kind", "word", "person"], name="person_by_word")]
        verbose_name = _("word of a person")
        verbose_name_plural = _("words of people")

    def __str__(self):
        return f"{self.kind}: {self.word}"


class ReadOnlyToken(models.Model):
    """Says of a token of Wagtail's that it may read, and write nothing."""

    token = models.OneToOneField(APIToken, on_delete=models.CASCADE, primary_key=True, related_name="read_only")

    class Meta:
        verbose_name = _("read-only token")
        verbose_name_plural = _("read-only tokens")

    def __str__(self):
        return str(self.token)


class UnitMembershipQuerySet(models.QuerySet):
    def on(self, day):
        """Keep the memberships in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class UnitMembership(models.Model):
    """Who belonged to which unit, from `since` until the day before `until`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unit_memberships")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = UnitMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["person", "since"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until__isnull=True), name="one_current_unit"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="unit_membership_ends_after_start"
            ),
        ]
        verbose_name = _("unit membership")
        verbose_name_plural = _("unit memberships")

    def __str__(self):
        return f"{self.person} · {self.unit} · {self.since}"
