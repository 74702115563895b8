from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.audiences import AudienceQuerySet, audiences_for
from cms.core.models import Audience
from cms.people.models import BusinessUnit
from social_ext.comments.models import Thread


class Kind(models.TextChoices):
    COMMUNITY = "community", _("community")
    PROJECT = "project", _("project")
    UNIT = "unit", _("unit")
    PERSONAL = "personal", _("personal")


#: The kinds of space that people open. A personal one is there for each person, never made by hand.
OPENED = [(kind.value, kind.label) for kind in Kind if kind != Kind.PERSONAL]


class Visibility(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    SECRET = "secret", _("secret")


class SpaceQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Keep the spaces of which this viewer may know that they exist."""
        return self.filter(listing_audience__in=audiences_for(viewer))

    def active(self):
        return self.filter(archived_at=None)


class Space(models.Model):
    """A place to talk. One audience says who may know that it exists, another who may read what is said."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMMUNITY)
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.OPEN)
    #: Whose personal space it is.
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="personal_space",
    )
    unit = models.ForeignKey(BusinessUnit, verbose_name=_("unit"), on_delete=models.SET_NULL, null=True, blank=True)
    #: Why it was opened, for its owners and those who administer spaces.
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="", db_default="")
    listing_audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    members_audience = models.OneToOneField(Audience, on_delete=models.PROTECT, related_name="space")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    #: Known of a space that was fetched for a viewer.
    member_count: int
    own_state: str | None
    own_role: str | None

    objects = SpaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(kind="personal"), name="space_of_person_is_personal")
        ]
        indexes = [models.Index(fields=["name", "id"], name="space_by_name")]
        verbose_name = _("space")
        verbose_name_plural = _("spaces")

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("space", kwargs={"slug": self.slug})

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def is_personal(self) -> bool:
        return self.kind == Kind.PERSONAL


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    ANIMATOR = "animator", _("animator")
    MODERATOR = "moderator", _("moderator")
    OWNER = "owner", _("owner")


class State(models.TextChoices):
    MEMBER = "member", _("member")
    REQUESTED = "requested", _("asked to join")
    INVITED = "invited", _("invited")


#: Who keeps a space: they answer requests, invite and moderate.
KEEPERS = (Role.MODERATOR, Role.OWNER)


class MembershipQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state=State.MEMBER)


class Membership(models.Model):
    """That a person belongs to a space, asked to, or is invited."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.MEMBER)
    joined_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "space"], name="membership_once")]
        indexes = [models.Index(fields=["space", "state", "role"], name="membership_of_space")]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self):
        return f"{self.person} · {self.space}"


class PostQuerySet(AudienceQuerySet):
    def with_authors(self):
        return self.select_related("author__profile__unit", "thread", "space")

    def before(self, cursor):
        """Keep what is older than the cursor, `(created_at, id)` of the last one seen."""
        if cursor is None:
            return self
        at, pk = cursor
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk), created_at__lte=at)


class Post(models.Model):
    """What somebody says in a space. It is never the reference."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("message")
        QUESTION = "question", _("question")
        SHARE = "share", _("share")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MESSAGE)
    body = models.TextField(_("text"), blank=True)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="post")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["space", "-created_at", "-id"], name="post_of_space")]
        constraints = [models.CheckConstraint(condition=Q(kind="share") | ~Q(body=""), name="post_says_something")]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self):
        return f"{self.pk}: {self.body[:50]}"

    def get_absolute_url(self) -> str:
        return reverse("post", kwargs={"pk": self.pk})

    @property
    def url(self) -> str:
        return self.get_absolute_url()
